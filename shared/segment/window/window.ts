import * as v from 'valibot'
import { Duration } from '../duration.ts'
import { toInstant } from '../where/instant.ts'

/** The calendar's units; a week begins on Monday. */
export const CalendarUnit = v.picklist(['day', 'week', 'month', 'quarter', 'year'])
export type CalendarUnit = v.InferOutput<typeof CalendarUnit>

const Instant = v.pipe(
  v.string(),
  v.check(
    (text) => toInstant(text) !== null,
    'an ISO 8601 date or date-time such as 2026-11-22 or 2026-11-22T08:00:00Z',
  ),
)

/** Between so long ago and so long ago: `{ "between": ["P90D", "P30D"] }` is `(now − 90 days, now − 30 days]`. */
export const BetweenWindow = v.strictObject({ between: v.tuple([Duration, Duration]) })
/** From an instant (included) to another (not included); without `to`, until today. A date without a zone is UTC. */
export const FixedWindow = v.strictObject({ from: Instant, to: v.optional(Instant) })
/** A unit of the calendar in the segment's time zone: the current one, or with `offset: -1` the one before. */
export const CalendarWindow = v.strictObject({
  calendar: CalendarUnit,
  offset: v.optional(v.pipe(v.number(), v.integer(), v.maxValue(0), v.minValue(-1000))),
})
/** The session that is under way: of several the one with the newest event. */
export const SessionWindow = v.strictObject({ session: v.literal('current') })

/**
 * Which part of the past counts. A duration is a trailing window, `(now − W, now]`; `'ever'` is all of it.
 */
export type Window =
  | Duration // or 'ever'
  | v.InferOutput<typeof BetweenWindow>
  | v.InferOutput<typeof FixedWindow>
  | v.InferOutput<typeof CalendarWindow>
  | v.InferOutput<typeof SessionWindow>

/** A window of time. What counts in the current session follows from no instant. */
export type SpanWindow = Exclude<Window, v.InferOutput<typeof SessionWindow>>

const nothingElse = v.never(
  'a trailing duration such as "P7D", "ever", or an object with between, from, calendar or session',
)

// Chosen by what the input says it is: a plain union would report the misfit of every alternative.
export const Window: v.GenericSchema<Window> = v.lazy((input): v.GenericSchema<Window> => {
  if (input === 'ever') return v.literal('ever')
  if (typeof input === 'string') return Duration
  if (typeof input !== 'object' || input === null) return nothingElse
  if ('between' in input) return BetweenWindow
  if ('calendar' in input) return CalendarWindow
  if ('session' in input) return SessionWindow
  return 'from' in input ? FixedWindow : nothingElse
})
