import type { Context } from 'hono'
import { MAX_BATCH_BYTES } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { readBody } from '../http/read-body.ts'
import { identifyCaller } from './caller.ts'
import { keyInHeaders } from './request-key.ts'
import { tellEntrance } from './tell-entrance.ts'

/** How a call is counted whose body was not read to its end. */
const TOO_LARGE = 'body-too-large'

/**
 * Reads the body of a call of Segment's HTTP API. One that is too large is counted at the site whose key its headers carry; a
 * key in the body is not looked for in what is not read.
 */
export async function readCall(c: Context<{ Bindings: Env }>): Promise<string> {
  try {
    return await readBody(c.req.raw, MAX_BATCH_BYTES)
  } catch (error) {
    const key = keyInHeaders(c.req.raw)
    if (error instanceof ProblemError && error.status === 413 && key !== null) {
      const caller = await identifyCaller(c.env, key, (promise) => c.executionCtx.waitUntil(promise))
      tellEntrance(
        c,
        caller,
        { from: caller.isServer ? 'server' : 'client', events: [], about: () => ({ facts: {} }) },
        { ofNobody: [], without: TOO_LARGE, answer: () => ({ receipts: [] }) },
      )
    }
    throw error
  }
}
