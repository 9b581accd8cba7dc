import { Hono } from 'hono'
import { EraseRequest, type EraseResponse } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { corsHeaders } from '../http/cors.ts'
import { readInput } from '../http/input.ts'
import { ProblemError } from '../http/problem-error.ts'
import { isNetworkWithinLimit, LIMITER_PAUSE_MS } from '../ingest/call-limits.ts'
import { checkOrigin, identifyCaller } from '../ingest/caller.ts'
import { cookieOfErased, eraseVisitor } from './erase-visitor.ts'

/**
 * `POST /v1/erase`: a visitor has everything erased that is kept of them. The signed id is the proof that it is theirs;
 * without one nothing was ever kept of this browser.
 */
export const eraseRoute = new Hono<{ Bindings: Env }>().post('/erase', async (c) => {
  const { writeKey, anonymousId } = await readInput(c.req.raw, EraseRequest)
  const caller = await identifyCaller(c.env, writeKey, (promise) => c.executionCtx.waitUntil(promise))
  checkOrigin(c.req.raw, caller)
  if (!(await isNetworkWithinLimit(c.env, caller, c.req.raw))) {
    const detail = 'There are too many calls of this key from your network. Send it again.'
    const retryAfter = String(LIMITER_PAUSE_MS / 1_000)
    throw new ProblemError('rate-limited', { detail }, { 'retry-after': retryAfter })
  }
  const erased = await eraseVisitor(c.env, caller.site, c.req.raw, anonymousId)
  if (erased.type === 'foreign') {
    throw new ProblemError('bad-request', {
      detail:
        'This edge did not sign the visitor id, so nothing is erased by it. Send the one that /v1/interact gave.',
    })
  }
  const cookie = cookieOfErased(c.req.raw, caller.site)
  if (cookie !== null) c.header('set-cookie', cookie)
  const erasure = erased.type === 'erased' ? erased.erasure : null
  return c.json<EraseResponse>({ erasure }, 200, corsHeaders(c.req.raw))
})
