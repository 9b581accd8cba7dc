import type { Json, JsonObject } from '../../json.ts'
import { describeChoice, describeValue, type Issue, toPointer } from '../../problem/index.ts'
import { parseDuration } from '../duration.ts'
import { compileRegex } from '../regex/compile-regex.ts'
import { RegexRefused } from '../regex/parse-regex.ts'
import { toInstant } from '../where/instant.ts'
import { isObject } from '../where/is-object.ts'
import { isOperators } from '../where/is-operators.ts'
import { compileNear } from '../where/place.ts'
import { isReference, referencesIn, REFERRING_OPERATORS } from '../where/reference.ts'
import type { Where } from '../where/where.ts'
import type { Path } from './path.ts'
import { validateReference } from './validate-reference.ts'

const LOGIC = ['$and', '$or', '$nor', '$not']
const TYPES = ['string', 'number', 'boolean', 'array', 'object', 'null']

/** What an operand must be: null when it is right, else what would be. */
type Check = (operand: Json) => string | null

const anything: Check = () => null
const list: Check = (operand) => (Array.isArray(operand) ? null : 'a list')
const comparable: Check = (operand) =>
  typeof operand === 'number' || typeof operand === 'string' ? null : 'a number or a text'
const version: Check = (operand) =>
  typeof operand === 'string' || typeof operand === 'number' ? null : 'a version such as "1.10.0"'
const duration: Check = (operand) =>
  typeof operand === 'string' && (parseDuration(operand) ?? 0) > 0
    ? null
    : 'a duration of fixed length such as P7D or PT30M'
const instant: Check = (operand) =>
  typeof operand === 'string' && toInstant(operand) !== null
    ? null
    : 'an ISO 8601 date or date-time such as 2026-11-22 or 2026-11-22T08:00:00Z'
const group: Check = () => '$in with the values themselves: a site has no named lists'

const OPERANDS: Readonly<Record<string, Check>> = {
  $eq: anything,
  $ne: anything,
  $lt: comparable,
  $lte: comparable,
  $gt: comparable,
  $gte: comparable,
  $in: list,
  $nin: list,
  $ini: list,
  $nini: list,
  $all: list,
  $alli: list,
  $exists: (operand) => (typeof operand === 'boolean' ? null : 'true or false'),
  $type: (operand) =>
    typeof operand === 'string' && TYPES.includes(operand) ? null : `one of ${TYPES.join(', ')}`,
  $size: anything,
  $not: anything,
  $elemMatch: (operand) => (isObject(operand) ? null : 'an object: operators, or paths and conditions'),
  $regex: (operand) => checkRegex(operand, false),
  $regexi: (operand) => checkRegex(operand, true),
  $veq: version,
  $vne: version,
  $vlt: version,
  $vlte: version,
  $vgt: version,
  $vgte: version,
  $inGroup: group,
  $notInGroup: group,
  $withinLast: duration,
  $olderThan: duration,
  $withinNext: duration,
  $anniversaryIn: duration,
  $before: instant,
  $after: instant,
  $age: (operand) =>
    typeof operand === 'number' || isOperators(operand)
      ? null
      : 'a number of years, or operators such as { "$gte": 18 }',
  $near: (operand) => (compileNear(operand) ? null : 'an object with the numbers lat, lon and km'),
}

/**
 * What is wrong with a condition over an object, in words.
 *
 * @param path Where it stands in its document.
 * @param roots What a path may begin with. Absent: anything.
 * @param bound The names of the events that it may refer to.
 */
export function validateWhere(
  where: Where,
  path: Path,
  roots?: readonly string[],
  bound: readonly string[] = [],
): Issue[] {
  return Object.entries(where).flatMap(([key, condition = null]): Issue[] => {
    const place = [...path, key]
    if (key === '$not') {
      return isObject(condition)
        ? validateWhere(condition, place, roots, bound)
        : [misfit(place, condition, 'an object of paths and conditions')]
    }
    if (LOGIC.includes(key)) {
      if (!Array.isArray(condition))
        return [misfit(place, condition, 'a list of objects of paths and conditions')]
      return condition.flatMap((item: Json, index) =>
        isObject(item)
          ? validateWhere(item, [...place, index], roots, bound)
          : [misfit([...place, index], item, 'an object of paths and conditions')],
      )
    }
    if (key.startsWith('$')) {
      return [
        {
          pointer: toPointer(place),
          found: JSON.stringify(key),
          expected: describeChoice('logic here', key, LOGIC),
        },
      ]
    }
    const root = key.split('.')[0] ?? ''
    if (roots && !roots.includes(root)) {
      return [
        {
          pointer: toPointer(place),
          found: JSON.stringify(key),
          expected: describeChoice('a path from', root, roots),
        },
      ]
    }
    return validateReferring(condition, place, bound)
  })
}

/** A condition at a path of what is tested; only there it can be compared with what is bound. */
function validateReferring(condition: Json, path: Path, bound: readonly string[]): Issue[] {
  if (!isObject(condition)) return []
  const rest: Record<string, Json> = {}
  const issues: Issue[] = []
  let refers = false
  for (const [operator, operand = null] of Object.entries(condition)) {
    const place = [...path, operator]
    const comparesWith = REFERRING_OPERATORS.includes(operator) && isReference(operand)
    if (operator === '$ref') issues.push(...validateReference(operand, place, bound))
    else if (comparesWith) issues.push(...validateReference(operand.$ref, [...place, '$ref'], bound))
    else rest[operator] = operand
    refers ||= operator === '$ref' || comparesWith
  }
  return refers ? [...issues, ...validateOperators(rest, path)] : validateValue(condition, path)
}

function validateValue(condition: Json, path: Path): Issue[] {
  if (!isObject(condition)) return []
  const keys = Object.keys(condition)
  return keys.some((key) => key.startsWith('$'))
    ? validateOperators(condition, path)
    : misplacedReferences(condition, path)
}

function validateOperators(operators: JsonObject, path: Path): Issue[] {
  return Object.entries(operators).flatMap(([operator, operand = null]): Issue[] => {
    const place = [...path, operator]
    if (operator === '$ref') return misplacedReferences({ [operator]: operand }, path)
    const check = Object.hasOwn(OPERANDS, operator) ? OPERANDS[operator] : undefined
    if (!check) {
      const expected = operator.startsWith('$')
        ? describeChoice('an operator', operator, Object.keys(OPERANDS))
        : 'operators only, or an object to be equal to'
      return [{ pointer: toPointer(place), found: JSON.stringify(operator), expected }]
    }
    const expected = check(operand)
    if (expected !== null) return [misfit(place, operand, expected)]
    switch (operator) {
      case '$not':
      case '$size':
      case '$age':
        return validateValue(operand, place)
      case '$elemMatch':
        return isOperators(operand)
          ? validateValue(operand, place)
          : validateWhere(isObject(operand) ? operand : {}, place)
      case '$all':
      case '$alli':
        return Array.isArray(operand)
          ? operand.flatMap((item: Json, index) => validateValue(item, [...place, index]))
          : []
      default:
        return misplacedReferences(operand, place)
    }
  })
}

function misplacedReferences(json: Json, path: Path): Issue[] {
  return referencesIn(json).map((reference) => ({
    pointer: toPointer(path),
    found: `a reference to ${JSON.stringify(reference)}`,
    expected: `it at a path of the event, alone or as the operand of one of ${REFERRING_OPERATORS.join(', ')}`,
  }))
}

function checkRegex(operand: Json, insensitive: boolean): string | null {
  if (typeof operand !== 'string') return 'a pattern, as text'
  try {
    compileRegex(operand, insensitive)
    return null
  } catch (error) {
    if (!(error instanceof RegexRefused)) throw error
    return (
      'a pattern of literals, classes, groups, alternatives, repeats and ^ $ \\b, which run in linear time; ' +
      `this one has ${error.message}`
    )
  }
}

function misfit(path: Path, found: unknown, expected: string): Issue {
  return { pointer: toPointer(path), found: describeValue(found), expected }
}
