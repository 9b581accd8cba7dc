import type { Json, JsonObject } from '../../../json.ts'
import { describeChoice, describeValue } from '../../../problem/index.ts'
import { isObject } from '../../where/is-object.ts'
import { asText } from '../as-text.ts'
import type { Place } from '../import-report.ts'
import type { Condition } from '../../condition.ts'
import { joinConditions } from '../join-conditions.ts'
import { behavioralCondition } from './behavioral-condition.ts'
import type { PostHogContext } from './posthog-context.ts'
import { propertyPath } from './property-path.ts'
import { propertyWhere } from './property-where.ts'
import { readOperator } from './read-match.ts'
import { readCount } from './read-number.ts'

const TYPES = ['behavioral', 'person', 'cohort']

/** A group `{ type: 'AND' | 'OR', values }`, or one filter. */
export function filterCondition(filter: Json, place: Place, context: PostHogContext): Condition | null {
  const { report } = context
  if (!isObject(filter)) {
    return report.refuse(place, describeValue(filter), 'a filter is an object', '{ "type": …, "key": … }')
  }
  const { type, values } = filter
  if (Array.isArray(values)) {
    const how = type === 'AND' ? 'all' : type === 'OR' ? 'any' : null
    if (how === null) {
      return report.refuse(
        [...place, 'type'],
        describeValue(type),
        'groups are joined by AND or OR',
        'AND or OR',
      )
    }
    if (values.length === 0) {
      return report.refuse(
        [...place, 'values'],
        'an empty list',
        'a group of nothing says nothing',
        'a filter in it',
      )
    }
    return joinConditions(
      how,
      values.map((value: Json, index) => filterCondition(value, [...place, 'values', index], context)),
    )
  }
  const condition = oneFilter(filter, place, context)
  return condition && filter['negation'] === true ? { not: condition } : condition
}

function oneFilter(filter: JsonObject, place: Place, context: PostHogContext): Condition | null {
  const { report } = context
  const { type, key, value = null } = filter
  switch (asText(type)) {
    case 'behavioral':
      return behavioralCondition(filter, place, context)
    case 'person': {
      const path = propertyPath('person', key, [...place, 'key'], report)
      const where =
        path === null
          ? null
          : propertyWhere('person', path, readOperator(filter['operator']), value, place, report)
      return where ? { kind: 'profile', where } : null
    }
    case 'cohort':
    case 'precalculated-cohort':
    case 'dynamic-cohort':
    case 'static-cohort': {
      const id = readCount(value)
      if (id === null) {
        return report.refuse([...place, 'value'], describeValue(value), 'no cohort', 'the number of a cohort')
      }
      const segment = context.segmentOf(id)
      report.note(
        [...place, 'value'],
        String(id),
        `cohort ${id} is the segment ${segment}, imported by itself`,
      )
      return { kind: 'segment', id: segment, is: 'in' }
    }
    case 'person_metadata':
      return report.refuse(
        [...place, 'key'],
        describeValue(key),
        "it is a column of PostHog's table of persons",
        'a trait of that name, told by identify',
      )
    default:
      return report.refuse(
        [...place, 'type'],
        describeValue(type),
        'no filter that is known here',
        describeChoice('a type', asText(type), TYPES),
      )
  }
}
