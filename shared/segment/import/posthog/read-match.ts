import type { Json, JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import type { Match } from '../../match.ts'
import { isObject } from '../../where/is-object.ts'
import type { Where } from '../../where/where.ts'
import { asText } from '../as-text.ts'
import type { Place } from '../import-report.ts'
import type { PostHogContext } from './posthog-context.ts'
import { propertyPath } from './property-path.ts'
import { propertyWhere } from './property-where.ts'

/** The events that PostHog's script sends by itself and ours has too. */
const OWN_EVENTS: Readonly<Record<string, string>> = { $pageview: 'Page Viewed', $screen: 'Screen Viewed' }

const MEMBERS = {
  first: { name: 'key', type: 'event_type', filters: 'event_filters' },
  second: { name: 'seq_event', type: 'seq_event_type', filters: null },
} as const

/** Which events a behavioural filter is about; `second`: those that come after, in a sequence. */
export function readMatch(
  filter: JsonObject,
  which: 'first' | 'second',
  place: Place,
  context: PostHogContext,
): Match | null {
  const { report, actions } = context
  const members = MEMBERS[which]
  const name = filter[members.name] ?? null
  const where = members.filters
    ? readFilters(filter[members.filters] ?? null, [...place, members.filters], context)
    : {}
  if (filter[members.type] === 'actions') {
    const id = typeof name === 'number' ? String(name) : asText(name)
    const action = Object.hasOwn(actions, id) ? actions[id] : undefined
    if (!action) {
      return report.refuse(
        [...place, members.name],
        `action ${id}`,
        'what an action is stands not in the cohort',
        `actions: { "${id}": { "event": …, "where": … } }`,
      )
    }
    return where && withWhere(action.event, [...(action.where ? [action.where] : []), where])
  }
  if (typeof name !== 'string' || name === '') {
    return report.refuse([...place, members.name], describeValue(name), 'no event', 'the name of an event')
  }
  const event = Object.hasOwn(OWN_EVENTS, name) ? (OWN_EVENTS[name] ?? name) : name
  if (event !== name) report.note([...place, members.name], name, `${name} is ${event}`)
  else if (name.startsWith('$')) {
    report.note(
      [...place, members.name],
      name,
      `${name} keeps its name: PostHog's script sends it by itself, here your pages must`,
    )
  }
  return where && withWhere(event, [where])
}

function withWhere(event: Match['event'], wheres: readonly Where[]): Match {
  const asked = wheres.filter((where) => Object.keys(where).length > 0)
  const [only] = asked
  if (!only) return { event }
  return { event, where: asked.length === 1 ? only : { $and: asked } }
}

/** All of the filters must hold of the event. */
function readFilters(filters: Json, place: Place, { report }: PostHogContext): Where | null {
  if (filters === null) return {}
  if (!Array.isArray(filters)) {
    return report.refuse(place, describeValue(filters), 'filters of events are a list', '[ … ]')
  }
  const wheres = filters.map((filter: Json, index): Where | null => {
    const at = [...place, index]
    if (!isObject(filter)) return report.refuse(at, describeValue(filter), 'a filter is an object', '{ … }')
    const { type = 'event', key, operator, value = null } = filter
    if (type !== 'event') {
      return report.refuse(
        [...at, 'type'],
        describeValue(type),
        "an event is matched by what it carries; PostHog looks elsewhere for this one's values",
        type === 'person' ? 'a condition on the person, beside this one' : 'a property of the event',
      )
    }
    const path = propertyPath('event', key, [...at, 'key'], report)
    return path === null ? null : propertyWhere('event', path, readOperator(operator), value, at, report)
  })
  const mapped = wheres.filter((where) => where !== null)
  if (mapped.length < wheres.length) return null
  const [only] = mapped
  return mapped.length === 1 && only ? only : mapped.length === 0 ? {} : { $and: mapped }
}

/** Absent, it is `exact`. */
export function readOperator(operator: Json | undefined): string {
  return typeof operator === 'string' && operator !== '' ? operator : 'exact'
}
