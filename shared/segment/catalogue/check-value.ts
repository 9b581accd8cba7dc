import type { Json } from '../../json.ts'
import { describeValue, didYouMean, type Issue, toPointer } from '../../problem/index.ts'
import type { Path } from '../validate/path.ts'
import { toText } from '../where/coerce.ts'
import { toInstant } from '../where/instant.ts'
import { isObject } from '../where/is-object.ts'
import { isOperators } from '../where/is-operators.ts'
import type { Where } from '../where/where.ts'
import { describeType, type Type } from './type.ts'

const ALWAYS = ['$exists', '$type', '$not']
const EQUALITY = ['$eq', '$ne', '$in', '$nin', '$inGroup', '$notInGroup']
const FOLDED = ['$ini', '$nini']
const ORDER = ['$lt', '$lte', '$gt', '$gte']
const VERSIONS = ['$veq', '$vne', '$vlt', '$vlte', '$vgt', '$vgte']
const DATES = ['$withinLast', '$olderThan', '$withinNext', '$before', '$after', '$anniversaryIn', '$age']
const TEXT = [...EQUALITY, ...ORDER, ...FOLDED, '$regex', '$regexi', ...VERSIONS]

/** Which operators can say something of a value of a type. */
const OPERATORS: Readonly<Record<Exclude<Type['kind'], 'any'>, readonly string[]>> = {
  string: TEXT,
  number: [...EQUALITY, ...ORDER, ...VERSIONS],
  boolean: EQUALITY,
  date: [...EQUALITY, ...ORDER, ...DATES],
  enum: TEXT,
  list: [...EQUALITY, ...FOLDED, '$all', '$alli', '$size', '$elemMatch'],
  object: ['$eq', '$ne', '$near'],
}
/** What `$type` says of the values of a type. */
const TYPE_NAMES: Readonly<Record<Type['kind'], readonly string[] | null>> = {
  any: null,
  string: ['string'],
  number: ['number'],
  boolean: ['boolean'],
  date: ['string', 'number'],
  enum: ['string', 'number'],
  list: ['array'],
  object: ['object'],
}

/** Checks a condition over the objects of a list. An argument, so that values need not know how objects are checked. */
export type CheckInside = (where: Where, type: Type, path: Path) => Issue[]

/** Where what is asked of a value contradicts its type: an answer that does not depend on the visitor, or means nothing. */
export function checkValue(condition: Json, type: Type, path: Path, inside: CheckInside): Issue[] {
  if (type.kind === 'any' || isReference(condition)) return []
  if (!isOperators(condition)) return accepts(type, condition, false) ? [] : [misfit(path, condition, type)]
  return Object.entries(condition).flatMap(([operator, operand = null]) =>
    isReference(operand) ? [] : checkOperator(operator, operand, type, path, inside),
  )
}

function checkOperator(
  operator: string,
  operand: Json,
  type: Type,
  path: Path,
  inside: CheckInside,
): Issue[] {
  if (type.kind === 'any') return []
  const place = [...path, operator]
  const known = OPERATORS[type.kind]
  if (!ALWAYS.includes(operator) && !known.includes(operator)) {
    const hint =
      DATES.includes(operator) && type.kind !== 'list' && type.kind !== 'object'
        ? '; what holds dates has the type "date" in the catalogue'
        : ''
    return [
      {
        pointer: toPointer(place),
        found: `${operator} of what is ${describeType(type)}`,
        expected: `one of ${[...ALWAYS, ...known].filter((name) => !name.endsWith('Group')).join(' ')}${hint}`,
      },
    ]
  }
  const each = (of: Type) =>
    Array.isArray(operand)
      ? operand.flatMap((item: Json, index) =>
          accepts(of, item, true) ? [] : [misfit([...place, index], item, of)],
        )
      : []
  switch (operator) {
    case '$eq':
    case '$ne':
      return accepts(type, operand, true) ? [] : [misfit(place, operand, type)]
    case '$lt':
    case '$lte':
    case '$gt':
    case '$gte':
      return isComparable(type, operand) ? [] : [misfit(place, operand, type)]
    case '$in':
    case '$nin':
      return each(type.kind === 'list' ? type.of : type)
    case '$all':
    case '$alli':
      return type.kind === 'list' && Array.isArray(operand)
        ? operand.flatMap((item: Json, index) => checkValue(item, type.of, [...place, index], inside))
        : []
    case '$not':
      return checkValue(operand, type, place, inside)
    case '$size':
    case '$age':
      return checkValue(operand, { kind: 'number' }, place, inside)
    case '$elemMatch':
      if (type.kind !== 'list' || !isObject(operand)) return []
      return isOperators(operand)
        ? checkValue(operand, type.of, place, inside)
        : inside(operand, type.of, place)
    case '$type': {
      const names = TYPE_NAMES[type.kind]
      return names === null || operand === 'null' || names.includes(toText(operand))
        ? []
        : [misfit(place, operand, type)]
    }
    default:
      return []
  }
}

/** Whether a value of the type may equal another: strictly, or after conversion to the same type. Missing values may. */
function accepts(type: Type, value: Json, isStrict: boolean): boolean {
  if (value === null) return true
  switch (type.kind) {
    case 'any':
      return true
    case 'string':
      return typeof value === 'string' || (!isStrict && typeof value === 'number')
    case 'number':
      return (
        typeof value === 'number' ||
        (!isStrict && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
      )
    case 'boolean':
      return typeof value === 'boolean' || (!isStrict && (value === 'true' || value === 'false'))
    case 'date':
      return toInstant(value) !== null
    case 'enum':
      return type.values.some((one) => one === value || (!isStrict && String(one) === toText(value)))
    case 'list':
      return Array.isArray(value) && value.every((item: Json) => accepts(type.of, item, isStrict))
    case 'object':
      return isObject(value)
  }
}

/** Whether it makes sense to ask which is larger. */
function isComparable(type: Type, bound: Json): boolean {
  if (type.kind === 'enum') return type.values.some((value) => typeof value === typeof bound)
  return accepts(type, bound, type.kind !== 'number')
}

function misfit(path: Path, value: Json, type: Type): Issue {
  const near = type.kind === 'enum' ? didYouMean(toText(value), type.values.map(String)) : null
  return {
    pointer: toPointer(path),
    found: describeValue(value),
    expected: `${describeType(type)}${near === null ? '' : `; did you mean ${JSON.stringify(near)}?`}`,
  }
}

/** What another event carried: any value. */
function isReference(operand: Json): boolean {
  return isObject(operand) && Object.hasOwn(operand, '$ref')
}
