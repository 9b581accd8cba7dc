import type { Json, JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import { parseDuration } from '../../duration.ts'
import { toInstant } from '../../where/instant.ts'
import type { Window } from '../../window/window.ts'
import type { ImportReport, Place } from '../import-report.ts'
import { readSpan } from './read-span.ts'
import { relativeDate } from './relative-date.ts'

const DAY_MS = 86_400_000
const STARTS: Readonly<Record<string, Window>> = {
  dStart: { calendar: 'day' },
  wStart: { calendar: 'week' },
  mStart: { calendar: 'month' },
  qStart: { calendar: 'quarter' },
  yStart: { calendar: 'year' },
  all: 'ever',
}

/** When the events may have happened: `explicit_datetime` (it wins, as in PostHog), else `time_value` and its unit. */
export function readWindow(filter: JsonObject, place: Place, report: ImportReport): Window | null {
  const { explicit_datetime: from = null, explicit_datetime_to: to = null } = filter
  const window =
    from === null || from === ''
      ? readSpan(filter, 'time', place, report)
      : readDates(from, to === '' ? null : to, place, report)
  if (typeof window === 'string' && window !== 'ever') {
    report.note(
      place,
      `the last ${window}`,
      "windows end now, to the millisecond; PostHog rounds most of them to whole days of the project's time zone",
    )
  }
  return window
}

function readDates(from: Json, to: Json, place: Place, report: ImportReport): Window | null {
  const fromPlace = [...place, 'explicit_datetime']
  const toPlace = [...place, 'explicit_datetime_to']
  if (typeof from === 'string') {
    const begin = relativeDate(from, fromPlace, report)
    if (to === null) {
      if (begin !== null) return begin
      if (Object.hasOwn(STARTS, from)) return STARTS[from] ?? null
    }
    if (begin !== null && typeof to === 'string') {
      const end = relativeDate(to, toPlace, report)
      if (end !== null && (parseDuration(begin) ?? 0) > (parseDuration(end) ?? 0)) {
        return { between: [begin, end] }
      }
    }
    const start = toInstant(from)
    if (start !== null && (to === null || (typeof to === 'string' && (toInstant(to) ?? 0) >= start))) {
      noteZone([from, to], fromPlace, report)
      return typeof to === 'string' ? { from, to: afterDay(to) } : { from }
    }
  }
  return report.refuse(
    fromPlace,
    to === null ? describeValue(from) : `${describeValue(from)} to ${describeValue(to)}`,
    'no pair of dates that a window here can have: both relative, or both absolute, the earlier one first',
    '{ "between": ["P90D", "P30D"] }, or { "from": "2026-01-01", "to": "2026-02-01" }',
  )
}

/** PostHog counts the last day in; a window's `to` is not in it. */
function afterDay(to: string): string {
  const isDay = to.length === 10
  return isDay ? new Date((toInstant(to) ?? 0) + DAY_MS).toISOString().slice(0, 10) : to
}

function noteZone(dates: readonly Json[], place: Place, report: ImportReport): void {
  const local = dates.find(
    (date) => typeof date === 'string' && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(date.slice(10)),
  )
  if (local === undefined) return
  report.note(
    place,
    describeValue(local),
    "dates without a zone are UTC; in PostHog they are in the project's time zone",
  )
}
