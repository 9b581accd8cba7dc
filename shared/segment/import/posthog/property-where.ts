import type { Json } from '../../../json.ts'
import { describeChoice, describeValue } from '../../../problem/index.ts'
import { compileRegex } from '../../regex/compile-regex.ts'
import { RegexRefused } from '../../regex/parse-regex.ts'
import { toInstant } from '../../where/instant.ts'
import type { Where } from '../../where/where.ts'
import { escapeRegex } from '../escape-regex.ts'
import type { ImportReport, Place } from '../import-report.ts'
import { readNumber } from './read-number.ts'
import { relativeDate } from './relative-date.ts'
import { semverRange } from './semver-range.ts'

const VERSION_OPERATORS: Readonly<Record<string, string>> = {
  semver_eq: '$veq',
  semver_neq: '$vne',
  semver_gt: '$vgt',
  semver_gte: '$vgte',
  semver_lt: '$vlt',
  semver_lte: '$vlte',
}
const OPERATORS = [
  'exact',
  'is_not',
  'in',
  'not_in',
  'icontains',
  'not_icontains',
  'regex',
  'not_regex',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'not_between',
  'is_set',
  'is_not_set',
  'is_date_before',
  'is_date_after',
  ...Object.keys(VERSION_OPERATORS),
]

/**
 * One property filter of PostHog as a condition on a path of an event or a person. A missing property fits only what is
 * negative (`is_not`, `not_icontains`, `not_regex`, `is_not_set`), as there.
 */
export function propertyWhere(
  of: 'event' | 'person',
  path: string,
  operator: string,
  value: Json,
  place: Place,
  report: ImportReport,
): Where | null {
  const at = [...place, 'value']
  switch (operator) {
    case 'is_set':
      return { [path]: { $exists: true } }
    case 'is_not_set':
      return { [path]: { $exists: false } }
    case 'exact':
    case 'in': {
      const texts = readTexts(value, at, report)
      return texts && anyOf(texts.map((text) => equals(path, text)))
    }
    case 'is_not':
    case 'not_in': {
      const texts = readTexts(value, at, report)
      return texts && { $nor: texts.map((text) => equals(path, text)) }
    }
    case 'icontains':
    case 'icontains_multi':
    case 'not_icontains':
    case 'not_icontains_multi': {
      const texts = readTexts(value, at, report)
      if (!texts) return null
      const wild = texts.find((text) => /[%_]/.test(text))
      if (wild !== undefined) {
        report.note(
          at,
          JSON.stringify(wild),
          '% and _ stand for themselves; in PostHog they may stand for any text and any letter',
        )
      }
      const found = texts.map((text) => ({ [path]: { $exists: true, $regexi: escapeRegex(text) } }))
      return operator.startsWith('not_') ? { $nor: found } : anyOf(found)
    }
    case 'regex':
    case 'not_regex': {
      const found = readPattern(path, value, at, report)
      return found && (operator === 'regex' ? found : { $nor: [found] })
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return compare(path, `$${operator}`, value, at, report)
    case 'min':
      return compare(path, '$gte', value, at, report)
    case 'max':
      return compare(path, '$lte', value, at, report)
    case 'between':
    case 'not_between': {
      const [low = null, high = null] =
        Array.isArray(value) && value.length === 2 ? value.map(readNumber) : []
      if (low === null || high === null || low > high) {
        return report.refuse(
          at,
          describeValue(value),
          'between takes two numbers, the smaller first',
          '[10, 20]',
        )
      }
      return operator === 'between'
        ? { [path]: { $exists: true, $gte: low, $lte: high } }
        : { [path]: { $exists: true }, $or: [{ [path]: { $lt: low } }, { [path]: { $gt: high } }] }
    }
    case 'is_date_before':
    case 'is_date_after':
      return compareDate(of, path, operator, value, at, report)
    case 'semver_eq':
    case 'semver_neq':
    case 'semver_gt':
    case 'semver_gte':
    case 'semver_lt':
    case 'semver_lte': {
      const version = readVersion(value)
      if (version === null) return refuseVersion(value, at, report)
      const asked = { [VERSION_OPERATORS[operator] ?? '$veq']: version }
      return { [path]: operator === 'semver_neq' ? asked : { $exists: true, ...asked } }
    }
    case 'semver_tilde':
    case 'semver_caret':
    case 'semver_wildcard': {
      const range = typeof value === 'string' ? semverRange(operator, value) : null
      if (range === null) return refuseVersion(value, at, report)
      return { [path]: { $exists: true, $vgte: range[0], $vlt: range[1] } }
    }
    case 'is_date_exact':
      return report.refuse(
        [...place, 'operator'],
        JSON.stringify(operator),
        'PostHog means the very instant, of a date its midnight',
        '$after and $before, for a day',
      )
    default:
      return report.refuse(
        [...place, 'operator'],
        JSON.stringify(operator),
        'no equal operator here',
        describeChoice('an operator', operator, OPERATORS),
      )
  }
}

/** What PostHog compares are texts: a number or a truth value is the text that it is written as. */
function readTexts(value: Json, place: Place, report: ImportReport): string[] | null {
  const values: readonly Json[] = Array.isArray(value) ? value : [value]
  const texts = values.filter((item) => ['string', 'number', 'boolean'].includes(typeof item)).map(String)
  if (texts.length === values.length && texts.length > 0) return texts
  return report.refuse(
    place,
    describeValue(value),
    'no values to compare with',
    'a text, a number, or a list of them',
  )
}

function anyOf(wheres: readonly Where[]): Where {
  const [only] = wheres
  return wheres.length === 1 && only ? only : { $or: wheres }
}

/** A missing value is null, and equals the text "null". */
function equals(path: string, text: string): Where {
  return text === 'null' ? { $and: [{ [path]: { $exists: true } }, { [path]: text }] } : { [path]: text }
}

function compare(
  path: string,
  operator: string,
  value: Json,
  place: Place,
  report: ImportReport,
): Where | null {
  const number = readNumber(value)
  if (number !== null) return { [path]: { $exists: true, [operator]: number } }
  return report.refuse(
    place,
    describeValue(value),
    'compared as texts or as numbers, as PostHog knows the property; here a comparison is with a number',
    'a number, or is_date_before and is_date_after for dates',
  )
}

function compareDate(
  of: 'event' | 'person',
  path: string,
  operator: 'is_date_before' | 'is_date_after',
  value: Json,
  place: Place,
  report: ImportReport,
): Where | null {
  if (typeof value === 'string') {
    const ago = relativeDate(value, place, report)
    if (ago !== null && of === 'event') {
      return report.refuse(
        place,
        describeValue(value),
        'counted from now; an event is judged once, at its own instant',
        'a fixed date, or the window of the event',
      )
    }
    if (ago !== null) {
      // `$after` so long ago asks only that there is a date: what is no date is not older either.
      return operator === 'is_date_before'
        ? { [path]: { $olderThan: ago } }
        : { [path]: { $after: '0001-01-01', $not: { $olderThan: ago } } }
    }
    if (toInstant(value) !== null) {
      return { [path]: operator === 'is_date_before' ? { $before: value } : { $after: value } }
    }
  }
  return report.refuse(
    place,
    describeValue(value),
    'no date that is known here',
    '"2026-11-22", or "-7d" for 7 days ago',
  )
}

function readPattern(path: string, value: Json, place: Place, report: ImportReport): Where | null {
  const text = typeof value === 'string' ? value : null
  const pattern = text?.replace(/^\(\?i\)/, '') ?? ''
  const operator = text === pattern ? '$regex' : '$regexi'
  try {
    if (text === null) throw new RegexRefused('no pattern')
    compileRegex(pattern, operator === '$regexi')
    return { [path]: { $exists: true, [operator]: pattern } }
  } catch (error) {
    if (!(error instanceof RegexRefused)) throw error
    return report.refuse(
      place,
      describeValue(value),
      `patterns must run in linear time here; this one has ${error.message}`,
      'a pattern of literals, classes, groups, alternatives, repeats and ^ $ \\b',
    )
  }
}

function readVersion(value: Json): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^v?\d+(?:\.\d+)*(?:[-+].*)?$/.test(text) ? text : null
}

function refuseVersion(value: Json, place: Place, report: ImportReport): null {
  return report.refuse(place, describeValue(value), 'no version', '"1.10.0"')
}
