import type { Json, JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import { isObject } from '../../where/is-object.ts'
import type { Place } from '../import-report.ts'
import type { Condition } from '../../condition.ts'
import { joinConditions } from '../join-conditions.ts'
import { filterCondition } from './filter-condition.ts'
import type { PostHogContext } from './posthog-context.ts'
import { readCount } from './read-number.ts'

const DEFAULT_DAYS = 365

/**
 * Cohorts of before 2022: any of `groups`, each of them properties of the person, or an event or action and how often.
 * Read as PostHog reads them today ({@link https://github.com/PostHog/posthog/blob/master/products/cohorts/backend/models/cohort.py}).
 */
export function legacyGroups(
  groups: readonly Json[],
  place: Place,
  context: PostHogContext,
): Condition | null {
  return joinConditions(
    'any',
    groups.map((group, index) => legacyGroup(group, [...place, index], context)),
  )
}

function legacyGroup(group: Json, place: Place, context: PostHogContext): Condition | null {
  const { report } = context
  if (!isObject(group)) return report.refuse(place, describeValue(group), 'a group is an object', '{ … }')
  const { properties = null, action_id: action, event_id: event, start_date: from, end_date: to } = group
  const key = action ?? event ?? null
  for (const [member, date] of [
    ['start_date', from],
    ['end_date', to],
  ] as const) {
    if (typeof date === 'string' && date !== '') {
      report.refuse(
        [...place, member],
        JSON.stringify(date),
        'PostHog of today passes it over, PostHog of then did not',
        'explicit_datetime and explicit_datetime_to, in a filter of today',
      )
    }
  }
  if (typeof properties === 'object' && properties !== null && Object.keys(properties).length > 0) {
    if (key !== null) {
      report.note(
        place,
        describeValue(key),
        'of a group with properties and an event the properties are read, as PostHog does',
      )
    }
    return legacyProperties(properties, [...place, 'properties'], context)
  }
  if (key === null) {
    return report.refuse(
      place,
      describeValue(group),
      'says nothing of anybody',
      'properties, an event or an action',
    )
  }
  const days = readCount(group['days'])
  if (days === null)
    report.note(place, 'no days', `without days it is the last ${DEFAULT_DAYS}, as in PostHog`)
  const count = readCount(group['count'])
  return filterCondition(
    {
      type: 'behavioral',
      value: count === null ? 'performed_event' : 'performed_event_multiple',
      event_type: action === undefined || action === null ? 'events' : 'actions',
      key: typeof key === 'number' ? String(key) : key,
      time_value: days ?? DEFAULT_DAYS,
      time_interval: 'day',
      operator: group['count_operator'],
      operator_value: count,
    },
    place,
    context,
  )
}

function legacyProperties(properties: Json, place: Place, context: PostHogContext): Condition | null {
  if (Array.isArray(properties)) {
    return joinConditions(
      'all',
      properties.map((property: Json, index) =>
        filterCondition(isObject(property) ? ofPerson(property) : property, [...place, index], context),
      ),
    )
  }
  if (isObject(properties) && Array.isArray(properties['values']))
    return filterCondition(properties, place, context)
  // The oldest form: `{ key: value }`.
  const entries = isObject(properties) ? Object.entries(properties) : []
  return joinConditions(
    'all',
    entries.map(([key, value = null]) =>
      filterCondition({ type: 'person', key, value }, [...place, key], context),
    ),
  )
}

/** Old cohorts say `event`, or nothing, and mean the person. */
function ofPerson(property: JsonObject): JsonObject {
  const { type = 'event' } = property
  return type === 'event' ? { ...property, type: 'person' } : property
}
