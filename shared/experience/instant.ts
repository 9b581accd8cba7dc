const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?$/
const DAY_MS = 86_400_000

/** How an instant is written, for a person to read. */
export const INSTANT_FORM =
  'a date and time: 2026-12-24T18:00 (in the site’s time zone), or with Z or an offset such as +01:00'

/**
 * Reads an ISO 8601 date and time. Without an offset it is wall-clock time in `timezone`: a time that a clock change
 * skips is read as if the clock had not changed yet, of a time that occurs twice the earlier is meant. Null where the
 * text is no date and time; a date alone is none, because "until the 24th" has two readings.
 *
 * @returns epoch milliseconds
 */
export function parseInstant(text: string, timezone: string): number | null {
  const match = FORM.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const wall = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
  // Date.UTC carries the 31st of April over into May
  if (new Date(wall).toISOString().slice(0, 16) !== text.slice(0, 16) || second! > 59) return null
  const offset = match[7]
  return offset === undefined ? fromWallClock(wall, timezone) : wall - parseOffset(offset)
}

function parseOffset(offset: string): number {
  if (offset === 'Z') return 0
  const [hours, minutes] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours! * 60 + minutes!) * 60_000
}

function fromWallClock(wall: number, timezone: string): number {
  const before = offsetAt(wall - DAY_MS, timezone)
  const after = offsetAt(wall + DAY_MS, timezone)
  const candidates = [wall - before, wall - after]
  return candidates.find((instant) => instant + offsetAt(instant, timezone) === wall) ?? wall - before
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  )
  return wall - Math.floor(instant / 1_000) * 1_000
}
