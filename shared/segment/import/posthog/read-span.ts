import type { Json, JsonObject } from '../../../json.ts'
import { describeChoice, describeValue } from '../../../problem/index.ts'
import type { Duration } from '../../duration.ts'
import { asText } from '../as-text.ts'
import type { ImportReport, Place } from '../import-report.ts'
import { readCount } from './read-number.ts'

const UNITS: Readonly<Record<string, (count: number) => Duration>> = {
  minute: (count) => `PT${count}M`,
  hour: (count) => `PT${count}H`,
  day: (count) => `P${count}D`,
  week: (count) => `P${count * 7}D`,
  month: (count) => `P${count * 30}D`,
  year: (count) => `P${count * 365}D`,
}

/** The length that a pair of members says: `time_value: 30, time_interval: 'day'`. */
export function readSpan(
  filter: JsonObject,
  name: 'time' | 'seq_time',
  place: Place,
  report: ImportReport,
  times = 1,
): Duration | null {
  const value = filter[`${name}_value`]
  const interval = filter[`${name}_interval`]
  const count = readCount(value)
  if (count === null) {
    return report.refuse(
      [...place, `${name}_value`],
      describeValue(value),
      'no length of time',
      'a whole number above zero',
    )
  }
  return unitSpan(count * times, interval ?? null, [...place, `${name}_interval`], report)
}

function unitSpan(count: number, unit: Json, place: Place, report: ImportReport): Duration | null {
  const build = Object.hasOwn(UNITS, asText(unit)) ? UNITS[asText(unit)] : undefined
  if (!build) {
    return report.refuse(
      place,
      describeValue(unit),
      'no unit of time that PostHog has',
      describeChoice('a unit', asText(unit), Object.keys(UNITS)),
    )
  }
  noteLength(unit, place, report)
  return build(count)
}

/** Says how long a month or a year is here, where one was found. */
export function noteLength(unit: Json, place: Place, report: ImportReport): void {
  if (unit === 'month' || unit === 'year' || unit === 'quarter') {
    report.note(
      place,
      String(unit),
      'a month is 30 days, a quarter 90, a year 365: trailing windows have a fixed length',
    )
  }
}
