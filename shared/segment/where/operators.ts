import type { Json } from '../../json.ts'
import { compileRegex } from '../regex/compile-regex.ts'
import { toPrimitive, toText } from './coerce.ts'
import { isObject } from './is-object.ts'
import { isOperators } from './is-operators.ts'
import { compileNear } from './place.ts'
import { compileTimeOperator } from './time.ts'
import { type Nested, notTest, type ValueTest } from './value-test.ts'
import { toSortableVersion } from './version.ts'

const never: ValueTest = { holds: () => false }

/** One operator and its operand. What it does not know, it refuses: nothing matches (validation says so before). */
export function compileOperator(operator: string, expected: Json, nested: Nested): ValueTest {
  switch (operator) {
    case '$eq':
      return { holds: (actual) => actual === expected }
    case '$ne':
      return { holds: (actual) => actual !== expected }
    case '$lt':
      return compare(expected, (actual, bound) => actual < bound)
    case '$lte':
      return compare(expected, (actual, bound) => actual <= bound)
    case '$gt':
      return compare(expected, (actual, bound) => actual > bound)
    case '$gte':
      return compare(expected, (actual, bound) => actual >= bound)
    case '$exists':
      return expected ? { holds: (actual) => actual !== null } : { holds: (actual) => actual === null }
    case '$in':
      return Array.isArray(expected) ? isIn(expected) : never
    case '$nin':
      return Array.isArray(expected) ? notTest(isIn(expected)) : never
    case '$ini':
      return Array.isArray(expected) ? isInFolded(expected) : never
    case '$nini':
      return Array.isArray(expected) ? notTest(isInFolded(expected)) : never
    case '$inGroup':
      return isIn(groupOf(expected, nested))
    case '$notInGroup':
      return notTest(isIn(groupOf(expected, nested)))
    case '$not':
      return notTest(nested.value(expected))
    case '$all':
      return Array.isArray(expected) ? hasAll(expected, nested, false) : never
    case '$alli':
      return Array.isArray(expected) ? hasAll(expected, nested, true) : never
    case '$size': {
      const size = nested.value(expected)
      return { holds: (actual, now) => Array.isArray(actual) && size.holds(actual.length, now) }
    }
    case '$elemMatch':
      return elemMatch(expected, nested)
    case '$type':
      return { holds: (actual) => typeName(actual) === expected }
    case '$regex':
      return matchRegex(expected, false)
    case '$regexi':
      return matchRegex(expected, true)
    case '$veq':
      return compareVersion(expected, (actual, version) => actual === version)
    case '$vne':
      return compareVersion(expected, (actual, version) => actual !== version)
    case '$vlt':
      return compareVersion(expected, (actual, version) => actual < version)
    case '$vlte':
      return compareVersion(expected, (actual, version) => actual <= version)
    case '$vgt':
      return compareVersion(expected, (actual, version) => actual > version)
    case '$vgte':
      return compareVersion(expected, (actual, version) => actual >= version)
    case '$near':
      return compileNear(expected) ?? never
    default:
      return compileTimeOperator(operator, expected, nested) ?? never
  }
}

type Comparison = (actual: string | number, bound: string | number) => boolean

function compare(expected: Json, comparison: Comparison): ValueTest {
  // JavaScript's own coercions are the documented meaning (null is 0 beside a number), so the casts state a type that
  // `<` does not need.
  const bound = toPrimitive(expected) as number
  return { holds: (actual) => comparison(toPrimitive(actual) as number, bound) }
}

function compareVersion(expected: Json, comparison: (actual: string, version: string) => boolean): ValueTest {
  const version = toSortableVersion(expected)
  return { holds: (actual) => comparison(toSortableVersion(actual), version) }
}

function isIn(expected: readonly Json[]): ValueTest {
  const members = new Set(expected)
  return {
    holds: (actual) =>
      Array.isArray(actual) ? actual.some((item: Json) => members.has(item)) : members.has(actual),
  }
}

function isInFolded(expected: readonly Json[]): ValueTest {
  const fold = (item: Json) => (typeof item === 'string' ? item.toLowerCase() : item)
  const folded = isIn(expected.map(fold))
  return {
    holds: (actual, now) => folded.holds(Array.isArray(actual) ? actual.map(fold) : fold(actual), now),
  }
}

function groupOf(expected: Json, nested: Nested): readonly Json[] {
  return typeof expected === 'string' ? nested.group(expected) : []
}

function hasAll(expected: readonly Json[], nested: Nested, insensitive: boolean): ValueTest {
  const tests = expected.map((item) => nested.value(item, insensitive))
  return {
    holds: (actual, now) =>
      Array.isArray(actual) && tests.every((test) => actual.some((item: Json) => test.holds(item, now))),
  }
}

function elemMatch(expected: Json, nested: Nested): ValueTest {
  if (!isObject(expected)) return never
  const element: ValueTest = isOperators(expected) ? nested.value(expected) : nested.where(expected)
  const { mayChangeAt } = element
  return {
    holds: (actual, now) =>
      Array.isArray(actual) && actual.some((item: Json) => item !== null && element.holds(item, now)),
    mayChangeAt:
      mayChangeAt &&
      ((actual, now) =>
        Array.isArray(actual) ? Math.min(...actual.map((item: Json) => mayChangeAt(item, now))) : Infinity),
  }
}

function typeName(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function matchRegex(expected: Json, insensitive: boolean): ValueTest {
  if (typeof expected !== 'string') return never
  try {
    const matches = compileRegex(expected, insensitive)
    return { holds: (actual) => matches(toText(actual)) }
  } catch {
    // As in GrowthBook, a pattern that does not compile matches nothing. Validation refuses it when it is saved.
    return never
  }
}
