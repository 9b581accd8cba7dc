import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { Match } from '../match.ts'
import { isSessionEventName } from '../session/session-event.ts'
import { toText } from '../where/coerce.ts'
import { isObject } from '../where/is-object.ts'
import { compileEventPath, compileEventWhere, eventNames } from './event-match.ts'

/** A leaf's wish to see an event. */
export interface Subscription {
  readonly node: number
  /** One bit: the place of the match in the leaf's list. */
  readonly role: number
  readonly match: Match
}

/** Finds the leaves that an event touches, without looking at the others. */
export interface EventIndex {
  /** Calls `visit` for each leaf's role that the event fits; for one of several roles of a leaf, several times. */
  find(event: ProfileEvent, visit: (node: number, role: number) => void): void
}

interface Entry {
  readonly node: number
  readonly role: number
  /** What is left to check once name and indexed value fit; absent: nothing. */
  readonly holds: ((event: ProfileEvent) => boolean) | undefined
}

interface Bucket {
  readonly always: Entry[]
  readonly byPath: Map<
    string,
    { readonly read: (event: unknown) => Json; readonly byValue: Map<string, Entry[]> }
  >
}

/** An equality that a match requires: only events with one of these texts at this path can fit. */
interface Equality {
  readonly path: string
  readonly texts: readonly string[]
  /** The equality is all that the match requires. */
  readonly sufficient: boolean
}

/** Indexes subscriptions by event name, then by the value of their most selective equality. */
export function createEventIndex(subscriptions: readonly Subscription[]): EventIndex {
  const byName = new Map<string, Subscription[]>()
  for (const subscription of subscriptions) {
    for (const name of eventNames(subscription.match)) append(byName, name, subscription)
  }
  const buckets = new Map([...byName].map(([name, named]) => [name, createBucket(named)]))
  const any = buckets.get('*')
  buckets.delete('*')
  return {
    find(event, visit) {
      const bucket = buckets.get(event.name)
      if (bucket) findIn(bucket, event, visit)
      // Derived events are asked for by name only.
      if (any && !isSessionEventName(event.name)) findIn(any, event, visit)
    },
  }
}

function createBucket(subscriptions: readonly Subscription[]): Bucket {
  const wishes = subscriptions.map((subscription) => ({
    subscription,
    equalities: equalitiesOf(subscription.match),
  }))
  const spread = new Map<string, Set<string>>()
  for (const { path, texts } of wishes.flatMap(({ equalities }) => equalities)) {
    const seen = spread.get(path) ?? new Set()
    for (const text of texts) seen.add(text)
    spread.set(path, seen)
  }
  const selectivity = ({ path, texts }: Equality) => (spread.get(path)?.size ?? 0) / texts.length

  const bucket: Bucket = { always: [], byPath: new Map() }
  for (const { subscription, equalities } of wishes) {
    const { node, role, match } = subscription
    const [best] = equalities.toSorted((a, b) => selectivity(b) - selectivity(a))
    const holds = match.where && !best?.sufficient ? compileEventWhere(match.where) : undefined
    const entry: Entry = { node, role, holds }
    if (!best) {
      bucket.always.push(entry)
      continue
    }
    const indexed = bucket.byPath.get(best.path) ?? { read: compileEventPath(best.path), byValue: new Map() }
    bucket.byPath.set(best.path, indexed)
    for (const text of best.texts) append(indexed.byValue, text, entry)
  }
  return bucket
}

function append<V>(lists: Map<string, V[]>, key: string, value: V) {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

function equalitiesOf(match: Match): Equality[] {
  const entries = Object.entries(match.where ?? {})
  return entries.flatMap(([path, condition = null]) => {
    if (path.startsWith('$')) return []
    if (typeof condition === 'string') return [{ path, texts: [condition], sufficient: entries.length === 1 }]
    if (!isObject(condition)) return []
    const { $eq, $in } = condition
    if (typeof $eq === 'string') return [{ path, texts: [$eq], sufficient: false }]
    if (Array.isArray($in)) return [{ path, texts: [...new Set($in.map(toText))], sufficient: false }]
    return []
  })
}

function findIn(
  { always, byPath }: Bucket,
  event: ProfileEvent,
  visit: (node: number, role: number) => void,
) {
  visitFitting(always, event, visit)
  for (const { read, byValue } of byPath.values()) {
    const value = read(event)
    visitFitting(byValue.get(toText(value)), event, visit)
    if (!Array.isArray(value)) continue
    // `$in` of a list asks whether they have a member in common; a plain equality is about the list as a whole.
    for (const text of new Set<string>(value.map(toText))) {
      visitFitting(
        byValue.get(text)?.filter(({ holds }) => holds),
        event,
        visit,
      )
    }
  }
}

function visitFitting(
  entries: readonly Entry[] | undefined,
  event: ProfileEvent,
  visit: (node: number, role: number) => void,
) {
  if (!entries) return
  for (const { node, role, holds } of entries) if (!holds || holds(event)) visit(node, role)
}
