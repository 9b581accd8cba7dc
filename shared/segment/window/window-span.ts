import { parseDuration } from '../duration.ts'
import { toInstant } from '../where/instant.ts'
import { type CalendarUnit, type SpanWindow } from './window.ts'
import { createCalendar } from './calendar.ts'

/**
 * When an event at an instant counts: from `entersAt` up to, not including, `leavesAt`. Both never fall as the instant
 * grows, so what counts at any time is one run of the events in order.
 */
export interface WindowSpan {
  /** `Infinity`: never. */
  readonly entersAt: (at: number) => number
  /** `Infinity`: what has entered stays. */
  readonly leavesAt: (at: number) => number
  /** Does an event count from its own instant on? */
  readonly isImmediate: boolean
  /** How far back from the clock events may still matter, in milliseconds. */
  readonly reachMs: number
}

const DAY_MS = 86_400_000
/** At the longest, clock changes included. */
const UNIT_DAYS: Readonly<Record<CalendarUnit, number>> = {
  day: 2,
  week: 8,
  month: 32,
  quarter: 93,
  year: 367,
}

export function windowSpan(window: SpanWindow, timezone: string): WindowSpan {
  if (window === 'ever')
    return { entersAt: (at) => at, leavesAt: () => Infinity, isImmediate: true, reachMs: Infinity }
  if (typeof window === 'string') {
    const length = lengthOf(window)
    return { entersAt: (at) => at, leavesAt: (at) => at + length, isImmediate: true, reachMs: length }
  }
  if ('between' in window) {
    const [from, to] = [lengthOf(window.between[0]), lengthOf(window.between[1])]
    return { entersAt: (at) => at + to, leavesAt: (at) => at + from, isImmediate: false, reachMs: from }
  }
  if ('from' in window) {
    const from = toInstant(window.from) ?? -Infinity
    const to = window.to === undefined ? Infinity : (toInstant(window.to) ?? Infinity)
    // Never falling: nothing after a window that is over enters, and what comes before it has left.
    return {
      entersAt: (at) => (at < from ? -Infinity : at < to ? at : Infinity),
      leavesAt: (at) => (at < from ? -Infinity : Infinity),
      isImmediate: true,
      reachMs: Infinity,
    }
  }
  const { calendar: unit, offset = 0 } = window
  const calendar = createCalendar(timezone, unit)
  return {
    entersAt: (at) => (offset === 0 ? at : calendar.startOf(calendar.unitAt(at) - offset)),
    leavesAt: (at) => calendar.startOf(calendar.unitAt(at) - offset + 1),
    isImmediate: offset === 0,
    reachMs: (1 - offset) * UNIT_DAYS[unit] * DAY_MS,
  }
}

function lengthOf(duration: string): number {
  const length = parseDuration(duration)
  if (length === null) throw new Error(`${duration} is no duration of fixed length`)
  return length
}
