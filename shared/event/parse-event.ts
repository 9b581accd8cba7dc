import * as v from 'valibot'
import { describeExpected, describeValue } from '../problem/index.ts'
import { utf8Length } from './utf8-length.ts'
import { MAX_EVENT_BYTES, WireEvent } from './wire-event.ts'

/** A wire event that passed, or why it did not: a short code, the place, what would be right. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: WireEvent }
  | { readonly ok: false; readonly reason: string }

/**
 * Parses one event of a request. Never throws: an invalid event among good ones is set aside with its reason.
 *
 * @param mayBeTooLarge - whether its size must be looked at; false where the whole body is under the limit of one event.
 */
export function parseEvent(raw: unknown, mayBeTooLarge: boolean): ParsedEvent {
  if (mayBeTooLarge) {
    const bytes = utf8Length(JSON.stringify(raw))
    if (bytes > MAX_EVENT_BYTES) {
      return refuse(`too-large: the event has ${bytes} bytes; at most ${MAX_EVENT_BYTES} are allowed`)
    }
  }
  const parsed = v.safeParse(WireEvent, raw)
  if (!parsed.success) {
    const [issue] = parsed.issues
    const place = v.getDotPath(issue) ?? 'the event'
    return refuse(`invalid: ${place} is ${describeValue(issue.input)}; expected ${describeExpected(issue)}`)
  }
  const event = parsed.output
  if (event.type === 'track' && event.event === undefined) {
    return refuse('invalid: a track call has no event; expected its name, e.g. "Product Added"')
  }
  for (const key of ['timestamp', 'originalTimestamp'] as const) {
    const value = event[key]
    if (value != null && Number.isNaN(toEpochMs(value))) {
      return refuse(`invalid: ${key} is ${describeValue(value)}; expected an ISO 8601 time`)
    }
  }
  return { ok: true, event }
}

function refuse(reason: string): ParsedEvent {
  return { ok: false, reason }
}

/** A wire time (ISO 8601, or epoch milliseconds) as whole epoch milliseconds; NaN when it is neither, or no date. */
export function toEpochMs(time: string | number): number {
  return new Date(time).getTime()
}
