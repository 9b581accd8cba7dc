import type { Condition } from '../../condition.ts'
import { joinConditions } from '../join-conditions.ts'
import { eventCondition } from './event-condition.ts'
import { notePart, type QueryContext, refusePart } from './query-context.ts'
import type { QueryCall, QueryChain, QueryNode } from './query-tree.ts'
import { literalOf, nameOf } from './read-arguments.ts'
import { valueWhere } from './value-where.ts'

/** A query, or a part of it, as a condition; null: nothing of it. */
export function queryCondition(node: QueryNode, context: QueryContext): Condition | null {
  switch (node.type) {
    case 'and':
    case 'or':
      return joinConditions(
        node.type === 'and' ? 'all' : 'any',
        node.of.map((inner) => queryCondition(inner, context)),
      )
    case 'not': {
      const inner = queryCondition(node.of, context)
      return inner && { not: inner }
    }
    case 'any':
    case 'all':
      return refusePart(
        node,
        'asks it of the users of an account; a profile here is one person',
        'the condition on one visitor, with the account as a trait',
        context,
      )
    case 'chain':
      return chainCondition(node, context)
  }
}

function chainCondition(chain: QueryChain, context: QueryContext): Condition | null {
  const [extractor, comparison, surplus] = chain.calls
  if (extractor?.name === 'event') return eventCondition(chain, context)
  const name = extractor ? nameOf(extractor) : null
  if (extractor?.name !== 'trait' || name === null) {
    return refusePart(chain, 'says nothing of a visitor', "event('…') or trait('…')", context)
  }
  if (!comparison || surplus) return refusePart(chain, 'no comparison', "trait('plan') = 'pro'", context)
  const segment = context.audiences.get(name)
  if (segment !== undefined) return membership(segment, chain, comparison, context)
  const root = context.computed.has(name) ? 'computed' : 'traits'
  notePart(
    extractor,
    'a trait is one that identify told, unless it is said to be computed or an audience',
    context,
  )
  const where = valueWhere('profile', `${root}.${name}`, comparison, context)
  return where && { kind: 'profile', where }
}

/** An audience's key is a trait that is true for its members. */
function membership(
  id: string,
  chain: QueryChain,
  comparison: QueryCall,
  context: QueryContext,
): Condition | null {
  const [argument] = comparison.arguments
  const value = argument ? literalOf(argument) : undefined
  const isMember = value === true || value === 'true'
  if (isMember || value === false || value === 'false') {
    if (comparison.name === 'equals') return { kind: 'segment', id, is: isMember ? 'in' : 'out' }
    if (comparison.name === 'differs') return { kind: 'segment', id, is: isMember ? 'out' : 'in' }
  }
  return refusePart(
    chain,
    'of an audience it can be asked whether one is in it',
    "trait('key') = true",
    context,
  )
}
