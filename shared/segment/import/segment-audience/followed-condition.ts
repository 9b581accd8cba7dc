import type { Step } from '../../condition.ts'
import type { Condition } from '../../condition.ts'
import { type EventStream, readStream } from './event-stream.ts'
import { notePart, type QueryContext, refusePart } from './query-context.ts'
import type { QueryArgument, QueryCall, QueryChain, QueryNode } from './query-tree.ts'
import { literalOf, readDuration, readEventValue } from './read-arguments.ts'

const ABSENCE =
  'an absence: { "kind": "absence", "after": …, "none": …, "within": …, "activeFor": … }, which says until when it holds'

/** A, and in its `where` a B within so long after it: a sequence of two. */
export function followedCondition(
  chain: QueryChain,
  { match, window, followers, rest }: EventStream,
  context: QueryContext,
): Condition | null {
  const [follower, second] = followers
  if (!follower || second) {
    return refusePart(chain, 'several events that may follow in any order', 'a sequence for each', context)
  }
  if (!isAtLeastOnce(rest)) {
    return refusePart(chain, 'how often it was followed', '.count() >= 1', context)
  }
  const next = readFollower(follower, context)
  if (!next) return null
  notePart(
    follower,
    'the second event lies in the window; the first may lie before it, by as much as may be between them',
    context,
  )
  const { step, key } = next
  return { kind: 'sequence', steps: [match, step], completedIn: window, ...(key !== null && { key }) }
}

function readFollower(
  chain: QueryChain,
  context: QueryContext,
): { readonly step: Step; readonly key: string | null } | null {
  const within = chain.calls.find(
    ({ name, arguments: given }) => name === 'within' && given[0]?.label === 'parent',
  )
  const length = within ? readDuration(within, 0, context) : null
  if (length === null) return null
  const keys: string[] = []
  // The condition on the event before, and the window counted from it, are said by the sequence.
  const calls = chain.calls.filter((call) => call !== within).map((call) => withoutKeys(call, keys, context))
  const stream = readStream({ ...chain, calls: calls.filter((call) => call !== null) }, context)
  if (!stream) return null
  const [key = null, surplus] = keys
  if (surplus !== undefined) return refusePart(chain, 'two properties at once', 'one of them', context)
  if (stream.window !== 'ever' || stream.followers.length > 0) {
    return refusePart(chain, 'a window or an event of its own', 'within(parent: 5 days) only', context)
  }
  if (isNever(stream.rest)) return refusePart(chain, 'until when it holds stands open', ABSENCE, context)
  if (!isAtLeastOnce(stream.rest)) return refusePart(chain, 'how often it followed', '.count() >= 1', context)
  return { step: { ...stream.match, within: length }, key }
}

/** Takes `property('x') = property(parent: 'x')` out of a `where`: that is what a sequence's `key` says. */
function withoutKeys(call: QueryCall, keys: string[], context: QueryContext): QueryCall | null {
  const node = call.name === 'where' ? call.arguments[0]?.value : undefined
  if (!node || node.type === 'literal' || node.type === 'duration') return call
  const parts = node.type === 'and' ? node.of : [node]
  const kept: QueryNode[] = []
  for (const part of parts) {
    const key = keyOf(part, context)
    if (key === null) kept.push(part)
    else keys.push(key)
  }
  const [only] = kept
  if (!only) return null
  const value: QueryNode =
    kept.length === 1 ? only : { type: 'and', of: kept, offset: node.offset, end: node.end }
  const argument: QueryArgument = { value, label: null, as: null, offset: node.offset, end: node.end }
  return { ...call, arguments: [argument] }
}

function keyOf(node: QueryNode, context: QueryContext): string | null {
  if (node.type !== 'chain' || node.calls.length !== 2) return null
  const comparison = node.calls[1]
  const other = comparison?.name === 'equals' ? comparison.arguments[0]?.value : undefined
  if (other?.type !== 'chain') return null
  const isReadable = (chain: QueryChain) => ['property', 'context'].includes(chain.calls[0]?.name ?? '')
  if (!isReadable(node) || !isReadable(other)) return null
  const own = readEventValue(node, context)
  const parents = readEventValue(other, context)
  return own && parents && own.path === parents.path && own.ofParent !== parents.ofParent ? own.path : null
}

function isAtLeastOnce(rest: readonly QueryCall[]): boolean {
  return comparesCount(rest, 'at_least', 1) || comparesCount(rest, 'greater_than', 0)
}

function isNever(rest: readonly QueryCall[]): boolean {
  return (
    comparesCount(rest, 'equals', 0) ||
    comparesCount(rest, 'less_than', 1) ||
    comparesCount(rest, 'at_most', 0)
  )
}

function comparesCount(
  [reducer, comparison, surplus]: readonly QueryCall[],
  name: string,
  value: number,
): boolean {
  const [argument] = comparison?.arguments ?? []
  return (
    reducer?.name === 'count' &&
    comparison?.name === name &&
    surplus === undefined &&
    argument !== undefined &&
    literalOf(argument) === value
  )
}
