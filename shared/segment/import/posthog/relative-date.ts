import type { Duration } from '../../duration.ts'
import type { ImportReport, Place } from '../import-report.ts'
import { noteLength } from './read-span.ts'

const RELATIVE = /^-(\d{1,6})([hdwmqysM])$/

/** How long ago a date such as `-7d` is (`m` months, `M` minutes); null for one that says it otherwise. */
export function relativeDate(text: string, place: Place, report: ImportReport): Duration | null {
  const [, digits = '', unit = ''] = RELATIVE.exec(text) ?? []
  const count = Number(digits)
  if (count === 0) return null
  switch (unit) {
    case 's':
      return `PT${count}S`
    case 'M':
      return `PT${count}M`
    case 'h':
      return `PT${count}H`
    case 'd':
      return `P${count}D`
    case 'w':
      return `P${count * 7}D`
    case 'm':
      noteLength('month', place, report)
      return `P${count * 30}D`
    case 'q':
      noteLength('quarter', place, report)
      return `P${count * 90}D`
    default:
      noteLength('year', place, report)
      return `P${count * 365}D`
  }
}
