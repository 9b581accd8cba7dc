import type { CalendarUnit } from './window.ts'

const DAY_MS = 86_400_000
/** Local time is less than this far from UTC, with a shift of daylight-saving time to spare. */
const MARGIN_MS = 27 * 3_600_000

/** The units of a calendar in a time zone, numbered: the number grows by one from each to the next. */
export interface Calendar {
  /** The number of the unit that an instant lies in. */
  unitAt(instant: number): number
  /** The instant at which a unit begins: its first local midnight, or what comes first where there is none. */
  startOf(unit: number): number
}

/**
 * A zone's calendar by the platform's own zone data, right across daylight-saving changes.
 *
 * @throws {RangeError} For a zone that there is not.
 */
export function createCalendar(timezone: string, unit: CalendarUnit): Calendar {
  const localDay = createLocalDay(timezone)
  const starts = new Map<number, number>()

  const startOf = (index: number): number => {
    const known = starts.get(index)
    if (known !== undefined) return known
    const start = startOfDay(localDay, firstDayOf(unit, index))
    starts.set(index, start)
    return start
  }
  // Most instants lie in the unit of the one before: asking `Intl` costs more than all the rest.
  let last: number | null = null

  return {
    startOf,
    unitAt(instant) {
      if (last !== null && instant >= startOf(last) && instant < startOf(last + 1)) return last
      return (last = unitOfDay(unit, localDay(instant)))
    },
  }
}

/** Local date of an instant, as days since 1970-01-01. */
function createLocalDay(timezone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  return (instant) => {
    const parts = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    )
    return Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day']) / DAY_MS
  }
}

/** The first instant whose local date is `day` or later: a date may begin at 01:00, or be left out. */
function startOfDay(localDay: (instant: number) => number, day: number): number {
  let before = day * DAY_MS - MARGIN_MS
  let after = day * DAY_MS + MARGIN_MS
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (localDay(middle) >= day) after = middle
    else before = middle
  }
  return after
}

function unitOfDay(unit: CalendarUnit, day: number): number {
  const date = new Date(day * DAY_MS)
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth()
  switch (unit) {
    case 'day':
      return day
    case 'week':
      // 1970-01-01 was a Thursday.
      return Math.floor((day + 3) / 7)
    case 'month':
      return months
    case 'quarter':
      return Math.floor(months / 3)
    case 'year':
      return date.getUTCFullYear()
  }
}

function firstDayOf(unit: CalendarUnit, index: number): number {
  switch (unit) {
    case 'day':
      return index
    case 'week':
      return index * 7 - 3
    case 'month':
      return firstDayOfMonth(index)
    case 'quarter':
      return firstDayOfMonth(index * 3)
    case 'year':
      return firstDayOfMonth(index * 12)
  }
}

/** Months are numbered from the year 0. */
function firstDayOfMonth(month: number): number {
  return Date.UTC(1970, month - 1970 * 12) / DAY_MS
}
