import { createCalendar, type Calendar } from './calendar.ts'

const calendars = new Map<string, Calendar>()

/** The day that an instant lies on in a time zone, counted from 1970-01-01. */
export function dayOf(at: number, timezone: string): number {
  let calendar = calendars.get(timezone)
  if (calendar === undefined) calendars.set(timezone, (calendar = createCalendar(timezone, 'day')))
  return calendar.unitAt(at)
}
