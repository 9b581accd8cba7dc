import type { Json } from '../../../json.ts'
import { describeChoice, describeValue, toPointer } from '../../../problem/index.ts'
import { validateWhere } from '../../validate/validate-where.ts'
import { isObject } from '../../where/is-object.ts'
import { isOperators } from '../../where/is-operators.ts'
import type { Where } from '../../where/where.ts'
import type { ImportReport, Place } from '../import-report.ts'
import { readSavedGroup } from './saved-group.ts'

export interface ConvertContext {
  readonly report: ImportReport
  /** Saved groups by id, in any of GrowthBook's forms. */
  readonly groups: Readonly<Record<string, Json>>
  /** Where an attribute is read here; null, and noted, for one that cannot be. */
  readonly pathOf: (attribute: string, place: Place) => string | null
  /** The groups that are being written out: one in itself would not end. */
  readonly open: ReadonlySet<string>
}

const LOGIC = ['$and', '$or', '$nor', '$not', '$savedGroup', '$savedGroups']
const AUTHORED =
  'write $not with $savedGroups, once for each group (in none of them) or for all at once (not in all of them)'

/** A GrowthBook condition with its attributes as paths of a profile and its groups written out; null: nothing of it. */
export function convertWhere(condition: Json, place: Place, context: ConvertContext): Where | null {
  if (!isObject(condition)) {
    return context.report.refuse(
      place,
      describeValue(condition),
      'a condition is an object of attributes and what must hold of them',
      '{ "attribute": value }',
    )
  }
  const entries = Object.entries(condition)
  const parts = entries.map(([key, value = null]) => convertEntry(key, value, [...place, key], context))
  return entries.length === 0 ? {} : joinWheres(parts)
}

function convertEntry(key: string, value: Json, place: Place, context: ConvertContext): Where | null {
  const { report } = context
  switch (key) {
    case '$and':
    case '$or':
    case '$nor': {
      if (!Array.isArray(value)) {
        return report.refuse(
          place,
          describeValue(value),
          `${key} takes a list of conditions`,
          `${key}: [ … ]`,
        )
      }
      const items = value
        .map((item: Json, index) => convertWhere(item, [...place, index], context))
        .filter((item) => item !== null)
      return items.length === 0 && value.length > 0 ? null : { [key]: items }
    }
    case '$not': {
      const inner = convertWhere(value, place, context)
      return inner && { $not: inner }
    }
    case '$savedGroup': {
      const { id = null, attributeKey } = isObject(value) ? value : {}
      if (typeof id !== 'string' || (attributeKey !== undefined && typeof attributeKey !== 'string')) {
        return report.refuse(place, describeValue(value), 'a reference names one group', '{ "id": "grp_…" }')
      }
      return convertGroup(id, attributeKey, [...place, 'id'], context)
    }
    case '$savedGroups': {
      const ids: readonly Json[] = Array.isArray(value) ? value : [value]
      if (ids.length === 0 || !ids.every((id) => typeof id === 'string')) {
        return report.refuse(place, describeValue(value), 'names no group', 'a list of the ids of groups')
      }
      return joinWheres(
        ids.map((id, index) =>
          convertGroup(id, undefined, Array.isArray(value) ? [...place, index] : place, context),
        ),
      )
    }
    default: {
      if (key.startsWith('$')) {
        return report.refuse(
          place,
          JSON.stringify(key),
          'not an operator that GrowthBook documents here',
          key === '$notSavedGroups' ? AUTHORED : describeChoice('logic', key, LOGIC),
        )
      }
      const path = context.pathOf(key, place)
      return path === null ? null : convertAttribute(path, value, place, context)
    }
  }
}

/** Both of two conditions on one path must stay: the second moves into `$and`. */
function joinWheres(parts: readonly (Where | null)[]): Where | null {
  const mapped = parts.filter((part) => part !== null)
  if (mapped.length === 0) return null
  const joined = new Map<string, Json>()
  const rest: Json[] = []
  for (const [key, value = null] of mapped.flatMap((part) => Object.entries(part))) {
    if (key === '$and' && Array.isArray(value)) rest.push(...value)
    else if (joined.has(key)) rest.push({ [key]: value })
    else joined.set(key, value)
  }
  const hasAnd = mapped.some((part) => '$and' in part)
  return { ...Object.fromEntries(joined), ...((hasAnd || rest.length > 0) && { $and: rest }) }
}

function convertAttribute(path: string, value: Json, place: Place, context: ConvertContext): Where | null {
  const before = context.report.unmapped.length
  const converted = convertValue(value, place, context)
  if (context.report.unmapped.length > before) return null
  const issues = validateWhere({ [path]: converted }, [])
  for (const { pointer, found, expected } of issues) {
    const within = pointer.slice(toPointer([path]).length)
    context.report.refuse(
      [...place, ...within.split('/').slice(1).map(fromToken)],
      found,
      'refused when a rule is saved here',
      expected,
    )
  }
  return issues.length === 0 ? { [path]: converted } : null
}

function fromToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}

function convertValue(value: Json, place: Place, context: ConvertContext): Json {
  if (!isOperators(value)) return value
  const converted: Record<string, Json> = {}
  for (const [operator, operand = null] of Object.entries(value)) {
    const at = [...place, operator]
    if (operator === '$inGroup' || operator === '$notInGroup') {
      const target = operator === '$inGroup' ? '$in' : '$nin'
      const values = valuesOf(operand, at, context)
      if (target in value) {
        context.report.refuse(
          at,
          JSON.stringify(operator),
          `it would be ${target}, which is already there`,
          `$and, with ${operator} and ${target} apart`,
        )
      } else if (values !== null) converted[target] = values
    } else converted[operator] = convertOperand(operator, operand, at, context)
  }
  return converted
}

function convertOperand(operator: string, operand: Json, place: Place, context: ConvertContext): Json {
  switch (operator) {
    case '$not':
    case '$size':
      return convertValue(operand, place, context)
    case '$all':
    case '$alli':
      return Array.isArray(operand)
        ? operand.map((item: Json, index) => convertValue(item, [...place, index], context))
        : operand
    case '$elemMatch':
      if (!isObject(operand)) return operand
      return isOperators(operand)
        ? convertValue(operand, place, context)
        : // Inside an array's element names are the element's own members.
          convertWhere(operand, place, { ...context, pathOf: (name) => name })
    default:
      return operand
  }
}

/** The values of a list, for `$inGroup`: it takes the attribute that it stands on. */
function valuesOf(id: Json, place: Place, { groups, report }: ConvertContext): readonly Json[] | null {
  const group =
    typeof id === 'string' && Object.hasOwn(groups, id) ? readSavedGroup(groups[id] ?? null) : null
  if (group?.type === 'list') return group.values
  return refuseGroup(id, group?.type === 'unusable' ? group : null, place, report, {
    missing: group === null,
    why: 'only a list has values to be among',
    nearest: '$savedGroup, beside the attributes',
  })
}

function convertGroup(
  id: string,
  attribute: string | undefined,
  place: Place,
  context: ConvertContext,
): Where | null {
  const { groups, report, open } = context
  if (open.has(id)) {
    return report.refuse(place, JSON.stringify(id), 'the group rests on itself', 'the group without itself')
  }
  const group = Object.hasOwn(groups, id) ? readSavedGroup(groups[id] ?? null) : null
  if (group?.type === 'condition') {
    return convertWhere(group.condition, place, { ...context, open: new Set(open).add(id) })
  }
  if (group?.type === 'list') {
    const key = attribute ?? group.attributeKey
    if (key !== null) {
      const path = context.pathOf(key, place)
      return path === null ? null : { [path]: { $in: group.values } }
    }
  }
  return refuseGroup(id, group?.type === 'unusable' ? group : null, place, report, {
    missing: group === null,
    why: 'the list does not say of which attribute its values are',
    nearest: '{ "attribute": { "$inGroup": … } }',
  })
}

function refuseGroup(
  id: Json,
  unusable: { readonly found: string; readonly why: string } | null,
  place: Place,
  report: ImportReport,
  otherwise: { readonly missing: boolean; readonly why: string; readonly nearest: string },
): null {
  if (unusable) return report.refuse(place, unusable.found, unusable.why, 'a trait that says who is in it')
  return otherwise.missing
    ? report.refuse(place, describeValue(id), 'the group was not given', 'the group, with the saved groups')
    : report.refuse(place, describeValue(id), otherwise.why, otherwise.nearest)
}
