import { Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { parseInput } from '../http/input.ts'
import { parseJson } from '../http/read-body.ts'
import { collectEvents } from './collect-events.ts'
import { readCall } from './read-call.ts'
import { requestKey } from './request-key.ts'

const BatchRequest = v.object({
  writeKey: v.optional(v.string()),
  sentAt: v.optional(v.nullable(v.union([v.string(), v.number()]))),
  batch: v.pipe(v.array(v.unknown()), v.maxLength(2_500)),
  context: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
})

/**
 * `POST /v1/batch`: many calls of Segment's HTTP API in one. Its clients also know it as `/v1/b` (browser, mobile) and
 * `/v1/import` (older server libraries).
 */
export const batchRoute = new Hono<{ Bindings: Env }>().on('POST', ['/batch', '/b', '/import'], async (c) => {
  const text = await readCall(c)
  const { writeKey, sentAt, batch, context } = parseInput(BatchRequest, parseJson(text))
  return collectEvents(c, {
    key: requestKey(c.req.raw, writeKey),
    sentAt: sentAt ?? null,
    events: batch,
    consent: context?.['consent'],
    text,
  })
})
