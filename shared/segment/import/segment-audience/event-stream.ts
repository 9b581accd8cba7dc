import type { Match } from '../../match.ts'
import type { Where } from '../../where/where.ts'
import type { Window } from '../../window/window.ts'
import { parseDuration } from '../../duration.ts'
import { eventWhere } from './event-where.ts'
import { type QueryContext, refusePart } from './query-context.ts'
import type { QueryCall, QueryChain, QueryNode } from './query-tree.ts'
import { nameOf, readDuration } from './read-arguments.ts'

/** `event('A').where(…).within(7 days)`: which events, and the events that must follow each of them. */
export interface EventStream {
  readonly match: Match
  readonly window: Window
  /** Those of a `where` that are counted from this event on. */
  readonly followers: readonly QueryChain[]
  /** The functions after the filters. */
  readonly rest: readonly QueryCall[]
}

const FILTERS = ['where', 'within', 'between', 'sources']

export function readStream(chain: QueryChain, context: QueryContext): EventStream | null {
  const [extractor, ...calls] = chain.calls
  const event = extractor ? nameOf(extractor) : null
  if (event === null)
    return refusePart(extractor ?? chain, 'names no event', "event('Order Completed')", context)
  const first = calls.findIndex(({ name }) => !FILTERS.includes(name))
  const filters = first === -1 ? calls : calls.slice(0, first)

  const wheres: (Where | null)[] = []
  const followers: QueryChain[] = []
  let window: Window | null = 'ever'
  let windows = 0
  for (const filter of filters) {
    if (filter.name === 'where') {
      const [argument] = filter.arguments
      const node = argument?.value
      if (!node || node.type === 'literal' || node.type === 'duration') {
        refusePart(filter, 'where takes a condition', "where(property('price') >= 100)", context)
        return null
      }
      const parts = node.type === 'and' ? node.of : [node]
      followers.push(...parts.filter(isFollower))
      wheres.push(...parts.filter((part) => !isFollower(part)).map((part) => eventWhere(part, context)))
    } else if (filter.name === 'sources') {
      return refusePart(
        filter,
        'events do not say which source they came through',
        'a property that says it',
        context,
      )
    } else {
      window = readStreamWindow(filter, context)
      windows++
    }
  }
  if (windows > 1) return refusePart(chain, 'two windows at once', 'one of them', context)
  const asked = wheres.filter((where) => where !== null)
  if (window === null || asked.length < wheres.length) return null
  const [only] = asked
  const match: Match = !only ? { event } : { event, where: asked.length === 1 ? only : { $and: asked } }
  return { match, window, followers, rest: first === -1 ? [] : calls.slice(first) }
}

function readStreamWindow(filter: QueryCall, context: QueryContext): Window | null {
  if (filter.arguments.some(({ label }) => label !== null)) {
    return refusePart(filter, 'counts from an event that is not around this one', 'within(7 days)', context)
  }
  const from = readDuration(filter, 0, context)
  if (filter.name === 'within' || from === null) return from
  const to = readDuration(filter, 1, context)
  if (to === null) return null
  const lengths = [from, to].map((length) => parseDuration(length) ?? 0)
  if (lengths[0] === lengths[1])
    return refusePart(filter, 'no time between', 'between(7 days, 10 days)', context)
  return { between: (lengths[0] ?? 0) > (lengths[1] ?? 0) ? [from, to] : [to, from] }
}

/** An event that is counted from the event around it on: `event('B').within(parent: 5 days)…`. */
function isFollower(node: QueryNode): node is QueryChain {
  return (
    node.type === 'chain' &&
    node.calls[0]?.name === 'event' &&
    node.calls.some(({ name, arguments: given }) => name === 'within' && given[0]?.label === 'parent')
  )
}
