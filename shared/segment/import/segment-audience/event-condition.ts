import type { Aggregation } from '../../condition.ts'
import type { Op } from '../../op.ts'
import type { Condition } from '../../condition.ts'
import { type EventStream, readStream } from './event-stream.ts'
import { followedCondition } from './followed-condition.ts'
import { pickCondition } from './pick-condition.ts'
import { notePart, type QueryContext, refusePart } from './query-context.ts'
import type { QueryCall, QueryChain } from './query-tree.ts'
import { readLiteral, readReducedPath } from './read-arguments.ts'

/** `event('A').within(7 days).count() >= 2`. */
export function eventCondition(chain: QueryChain, context: QueryContext): Condition | null {
  const stream = readStream(chain, context)
  if (!stream) return null
  const [reducer, comparison, surplus] = stream.rest
  if (!reducer || !comparison) {
    return refusePart(chain, 'a number of events, but nothing to compare it with', '.count() >= 1', context)
  }
  if (stream.followers.length > 0) return followedCondition(chain, stream, context)
  switch (reducer.name) {
    case 'count':
      return surplus ? refuseSurplus(surplus, context) : counted(stream, 'count', comparison, context)
    case 'unique': {
      const path = readReducedPath(reducer, context)
      if (comparison.name !== 'count' || !surplus) {
        return refusePart(chain, 'a list of values', ".unique(property('sku')).count() >= 2", context)
      }
      return path === null ? null : counted(stream, { distinct: path }, surplus, context)
    }
    case 'sum':
    case 'avg':
    case 'min':
    case 'max': {
      if (surplus) return refuseSurplus(surplus, context)
      const as = reducer.arguments[0]?.as ?? 'number'
      if (as !== 'number') {
        return refusePart(reducer, 'the order of texts', `${reducer.name} of numbers`, context)
      }
      const path = readReducedPath(reducer, context)
      return path === null ? null : counted(stream, aggregationOf(reducer.name, path), comparison, context)
    }
    case 'first':
    case 'last':
    case 'mode':
      return surplus ? refuseSurplus(surplus, context) : pickCondition(stream, reducer, comparison, context)
    default:
      return refusePart(
        reducer,
        'no function that Segment documents here',
        'count, sum, avg, min, max …',
        context,
      )
  }
}

function aggregationOf(name: 'sum' | 'avg' | 'min' | 'max', path: string): Aggregation {
  switch (name) {
    case 'sum':
      return { sum: path }
    case 'avg':
      return { avg: path }
    case 'min':
      return { min: path }
    case 'max':
      return { max: path }
  }
}

function refuseSurplus(call: QueryCall, context: QueryContext): null {
  return refusePart(call, 'after the comparison nothing can follow', 'the query without it', context)
}

function counted(
  { match, window }: EventStream,
  agg: Aggregation,
  comparison: QueryCall,
  context: QueryContext,
): Condition | null {
  const op = readOp(comparison, context)
  if (!op) return null
  if (agg === 'count') return { kind: 'event', ...match, window, op }
  notePart(comparison, 'of no events the sum is 0, and avg, min and max fit nothing', context)
  return { kind: 'event', ...match, window, agg, op }
}

function readOp(call: QueryCall, context: QueryContext): Op | null {
  const build = Object.hasOwn(OPS, call.name) ? OPS[call.name] : undefined
  if (!build) {
    return refusePart(call, 'a number is compared with numbers', '= != > >= < <=', context)
  }
  const value = readLiteral(call, context)
  if (value === null) return null
  if (typeof value === 'number') return build(value)
  return refusePart(call, 'a number is compared with numbers', 'a number', context)
}

const OPS: Readonly<Record<string, (value: number) => Op>> = {
  equals: (eq) => ({ eq }),
  differs: (ne) => ({ ne }),
  greater_than: (gt) => ({ gt }),
  at_least: (gte) => ({ gte }),
  less_than: (lt) => ({ lt }),
  at_most: (lte) => ({ lte }),
}
