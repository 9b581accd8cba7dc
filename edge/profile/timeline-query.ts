import type { MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { parseInput } from '../http/input.ts'
import type { TimelineQuery } from './timeline.ts'

const MAX_LIMIT = 200
const DEFAULT_LIMIT = 50

const Instant = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.number('a date and time, ISO 8601'),
)

const Query = v.strictObject({
  limit: v.optional(
    v.pipe(
      v.string(),
      v.transform(Number),
      v.number(`a whole number from 1 to ${MAX_LIMIT}`),
      v.integer(`a whole number from 1 to ${MAX_LIMIT}`),
      v.minValue(1, `a whole number from 1 to ${MAX_LIMIT}`),
      v.maxValue(MAX_LIMIT, `a whole number from 1 to ${MAX_LIMIT}`),
    ),
    String(DEFAULT_LIMIT),
  ),
  before: v.optional(v.pipe(v.string(), v.regex(/^\d+\.\d+\..+$/s, 'the `next` of the page before'))),
  text: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  from: v.optional(Instant),
  to: v.optional(Instant),
  name: v.optional(v.array(v.pipe(v.string(), v.maxLength(200))), []),
  type: v.optional(v.array(v.picklist(['track', 'page', 'screen', 'identify', 'group', 'alias'])), []),
})

interface TimelineInput {
  in: {
    query: Partial<Record<'limit' | 'before' | 'text' | 'from' | 'to', string>> & {
      name?: string | string[]
      type?: string | string[]
    }
  }
  out: { query: TimelineQuery }
}

/** Says which events of a profile a route can be asked for, and reads it; `name` and `type` may be there several times. */
export function asksTimeline(): MiddlewareHandler<object, string, TimelineInput> {
  return async (c, next) => {
    const { name, type, ...single } = c.req.queries()
    const first = Object.fromEntries(Object.entries(single).map(([key, values]) => [key, values[0]]))
    const query = parseInput(Query, { ...first, ...(name && { name }), ...(type && { type }) })
    const timeline: TimelineQuery = {
      limit: query.limit,
      before: query.before ?? null,
      names: query.name,
      types: query.type,
      text: query.text ?? null,
      from: query.from ?? -Infinity,
      to: query.to ?? Infinity,
    }
    c.req.addValidatedData('query', timeline)
    await next()
  }
}
