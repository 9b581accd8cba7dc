import type { Json } from '../../json.ts'
import { isObject } from '../where/is-object.ts'
import { isOperators } from '../where/is-operators.ts'
import type { Where } from '../where/where.ts'
import { isReference, parseReference } from '../where/reference.ts'
import { computedIdOf } from '../plan/computed-in.ts'
import { describeDuration } from './describe-duration.ts'

/**
 * The names of bound events, and what they are called in a sentence: `cart` → `“Product Added”`; and computed traits:
 * `computed.orders` → `the number of orders`.
 */
export type Nouns = ReadonlyMap<string, string>

const NO_NOUNS: Nouns = new Map()

/** A condition over an object in words: `category is “shoes” and price is at least 100`. */
export function describeWhere(where: Where, nouns: Nouns = NO_NOUNS): string {
  const parts = Object.entries(where).map(([key, condition = null]) => {
    switch (key) {
      case '$and':
        return join(condition, ' and ', nouns)
      case '$or':
        return join(condition, ' or ', nouns)
      case '$nor':
        return `none of these: ${join(condition, '; ', nouns)}`
      case '$not':
        return `not (${isObject(condition) ? describeWhere(condition, nouns) : ''})`
      default:
        return describeAt(key, condition, nouns)
    }
  })
  return parts.length === 0 ? 'anything' : parts.join(' and ')
}

function join(conditions: Json, word: string, nouns: Nouns): string {
  if (!Array.isArray(conditions)) return ''
  const parts = conditions.map((item: Json) => (isObject(item) ? describeWhere(item, nouns) : ''))
  const [only = 'anything'] = parts
  return parts.length > 1 ? `(${parts.join(word)})` : only
}

/** `properties.cart_value` → `cart value`; `geo.country` → `country`. */
export function describePath(path: string): string {
  const keys = path.split('.')
  // Of a session its numbers say little by themselves.
  const shown = keys.length > 1 && keys[0] !== 'session' ? keys.slice(1) : keys
  return shown
    .join(' ')
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
}

/** A computed trait by its name; what is inside its value by both. */
function nameOf(path: string, nouns: Nouns): string {
  const id = computedIdOf(path)
  const noun = id === null ? undefined : nouns.get(`computed.${id}`)
  if (noun === undefined) return describePath(path)
  const inside = path.split('.').slice(2)
  return inside.length === 0 ? noun : `${describePath(['value', ...inside].join('.'))} of ${noun}`
}

function describeAt(path: string, condition: Json, nouns: Nouns): string {
  const subject = nameOf(path, nouns)
  if (!isOperators(condition)) return describeCondition(subject, condition)
  return Object.entries(condition)
    .map(([operator, operand = null]) => {
      const reference = operator === '$ref' ? operand : isReference(operand) ? operand.$ref : null
      return typeof reference === 'string'
        ? describeComparison(path, operator, reference, nouns)
        : describeOperator(subject, operator, operand)
    })
    .join(' and ')
}

function describeComparison(path: string, operator: string, reference: string, nouns: Nouns): string {
  const subject = describePath(path)
  const bound = parseReference(reference)
  const isOnlyOne = [...nouns.keys()].filter((name) => computedIdOf(name) === null).length === 1
  if (bound.path === path && isOnlyOne) {
    if (operator === '$ref' || operator === '$eq') return `${subject} is the same`
    if (operator === '$ne') return `${subject} is another`
  }
  const value = `the ${describePath(bound.path)} of that ${nouns.get(bound.name) ?? bound.name}`
  return describeOperator(subject, operator === '$ref' ? '$eq' : operator, reference, value)
}

function describeCondition(subject: string, condition: Json): string {
  if (!isOperators(condition)) return `${subject} is ${describeValue(condition)}`
  return Object.entries(condition)
    .map(([operator, operand = null]) => describeOperator(subject, operator, operand))
    .join(' and ')
}

function describeOperator(
  subject: string,
  operator: string,
  operand: Json,
  value = describeValue(operand),
): string {
  const period = typeof operand === 'string' ? describeDuration(operand) : ''
  switch (operator) {
    case '$eq':
    case '$veq':
      return `${subject} is ${value}`
    case '$ne':
    case '$vne':
      return `${subject} is not ${value}`
    case '$lt':
    case '$vlt':
      return `${subject} is under ${value}`
    case '$lte':
    case '$vlte':
      return `${subject} is at most ${value}`
    case '$gt':
    case '$vgt':
      return `${subject} is over ${value}`
    case '$gte':
    case '$vgte':
      return `${subject} is at least ${value}`
    case '$in':
    case '$ini':
      return `${subject} is one of ${value}`
    case '$nin':
    case '$nini':
      return `${subject} is none of ${value}`
    case '$all':
    case '$alli':
      return `${subject} has all of ${value}`
    case '$exists':
      return operand ? `${subject} is known` : `${subject} is not known`
    case '$regex':
    case '$regexi':
      return `${subject} fits the pattern ${value}`
    case '$size':
      return describeCondition(`the number of ${subject}`, operand)
    case '$type':
      return `${subject} is of type ${value}`
    case '$elemMatch':
      return `one of ${subject} has ${isOperators(operand) ? describeCondition('a value that', operand) : describeInner(operand)}`
    case '$not':
      return `not (${describeCondition(subject, operand)})`
    case '$withinLast':
      return `${subject} is in the last ${period}`
    case '$olderThan':
      return `${subject} is more than ${period} ago`
    case '$withinNext':
      return `${subject} is in the next ${period}`
    case '$anniversaryIn':
      return `the anniversary of ${subject} is within ${period}`
    case '$before':
      return `${subject} is before ${value}`
    case '$after':
      return `${subject} is after ${value}`
    case '$age':
      return describeCondition(`the age by ${subject}`, operand)
    case '$near':
      return isObject(operand)
        ? `${subject} is within ${describeValue(operand['km'] ?? null)} km of ${describeValue(operand['lat'] ?? null)}, ${describeValue(operand['lon'] ?? null)}`
        : subject
    default:
      return `${subject} ${operator} ${value}`
  }
}

function describeInner(operand: Json): string {
  return isObject(operand) ? describeWhere(operand) : describeValue(operand)
}

function describeValue(value: Json): string {
  if (typeof value === 'string') return `“${value}”`
  if (value === null) return 'missing'
  if (Array.isArray(value)) return value.map((item: Json) => describeValue(item)).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
