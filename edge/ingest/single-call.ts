import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { EventType } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { parseInput } from '../http/input.ts'
import { parseJson } from '../http/read-body.ts'
import { collectEvents } from './collect-events.ts'
import { readCall } from './read-call.ts'
import { requestKey } from './request-key.ts'

/** An event by itself: what it is stands in the path, and what a batch says beside its events stands in it. */
const SingleCall = v.record(v.string(), v.unknown())

/**
 * `POST /v1/track` and its siblings: one call of Segment's HTTP API. Its browser client knows them by their first
 * letters.
 */
export const singleCallRoutes = new Hono<{ Bindings: Env }>()
  .on('POST', ['/track', '/t'], (c) => collectOne(c, 'track'))
  .on('POST', ['/page', '/p'], (c) => collectOne(c, 'page'))
  .on('POST', ['/screen', '/s'], (c) => collectOne(c, 'screen'))
  .on('POST', ['/identify', '/i'], (c) => collectOne(c, 'identify'))
  .on('POST', ['/group', '/g'], (c) => collectOne(c, 'group'))
  .on('POST', ['/alias', '/a'], (c) => collectOne(c, 'alias'))

async function collectOne(c: Context<{ Bindings: Env }>, type: EventType): Promise<Response> {
  const text = await readCall(c)
  const { writeKey, ...event } = parseInput(SingleCall, parseJson(text))
  const { sentAt } = event
  return collectEvents(c, {
    key: requestKey(c.req.raw, writeKey),
    sentAt: typeof sentAt === 'string' || typeof sentAt === 'number' ? sentAt : null,
    events: [{ ...event, type }],
    consent: undefined,
    text,
  })
}
