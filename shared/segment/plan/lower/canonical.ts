import type { Json, JsonObject } from '../../../json.ts'
import { parseDuration } from '../../duration.ts'
import type { Match } from '../../match.ts'
import { toInstant } from '../../where/instant.ts'
import type { Window } from '../../window/window.ts'
import { eventNames } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'

/** A match as content that is equal where its meaning is. */
export function canonicalMatch(match: Match): JsonObject {
  return { event: eventNames(match), where: match.where }
}

/** A window by what it spans, so that `P1W` and `P7D` are one, and a zone matters only where days do. */
export function canonicalWindow(window: Window, { timezone }: Pick<Lowering, 'timezone'>): Json {
  if (window === 'ever') return window
  if (typeof window === 'string') return lengthOf(window)
  if ('between' in window) return { between: window.between.map(lengthOf) }
  if ('from' in window)
    return { from: toInstant(window.from), to: window.to === undefined ? null : toInstant(window.to) }
  if ('session' in window) return window
  return { calendar: window.calendar, offset: window.offset ?? 0, timezone }
}

/** The length of a duration in milliseconds; `'ever'` is `Infinity`. */
export function lengthOf(window: string): number {
  if (window === 'ever') return Infinity
  const length = parseDuration(window)
  if (length === null) throw new Error(`${window} is no duration of fixed length`)
  return length
}

/** JSON has no infinity. */
export function finite(value: number): number | null {
  return value === Infinity ? null : value
}
