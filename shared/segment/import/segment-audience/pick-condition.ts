import type { Match } from '../../match.ts'
import type { Condition } from '../../condition.ts'
import type { EventStream } from './event-stream.ts'
import { notePart, type QueryContext, refusePart } from './query-context.ts'
import type { QueryCall } from './query-tree.ts'
import { literalOf, readReducedPath } from './read-arguments.ts'
import { valueWhere } from './value-where.ts'

/** `.last(property('plan')) = 'pro'`, `.mode(property('category'), 2) = 'shoes'`. */
export function pickCondition(
  { match, window }: EventStream,
  reducer: QueryCall,
  comparison: QueryCall,
  context: QueryContext,
): Condition | null {
  const of = readReducedPath(reducer, context)
  if (of === null) return null
  if (comparison.name === 'absent') {
    return { kind: 'event', ...narrow(match, { [of]: { $exists: true } }), window, op: { eq: 0 } }
  }
  const has = valueWhere('event', of, comparison, context)
  if (!has) return null
  if (reducer.name === 'first' || reducer.name === 'last') {
    return { kind: 'pick', pick: reducer.name, ...match, of, has, window }
  }
  const pick = { kind: 'pick', pick: 'mostFrequent', ...match, of, has, window } as const
  const [read, minimum] = reducer.arguments
  const least = minimum ? literalOf(minimum) : 1
  if ((read?.as ?? 'string') === 'array' || typeof least !== 'number') {
    return refusePart(
      reducer,
      'no values that can be counted one by one',
      "mode(property('category'), 1)",
      context,
    )
  }
  notePart(
    reducer,
    'of values that came equally often the newest is taken; Segment takes the first by alphabet',
    context,
  )
  if (least <= 1) return pick
  // That a value came so often can be asked beside it, as long as it is one value.
  if (comparison.name === 'equals') {
    return { all: [pick, { kind: 'event', ...narrow(match, has), window, op: { gte: least } }] }
  }
  return refusePart(
    reducer,
    'a most frequent value that must have come so often, compared with more than one',
    'mode with 1, or = with a value',
    context,
  )
}

function narrow({ event, where }: Match, more: NonNullable<Match['where']>): Match {
  return { event, where: where ? { $and: [where, more] } : more }
}
