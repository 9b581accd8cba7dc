import type { Where } from '../../where/where.ts'
import { type QueryContext, refusePart } from './query-context.ts'
import type { QueryChain, QueryNode } from './query-tree.ts'
import { readEventValue } from './read-arguments.ts'
import { valueWhere } from './value-where.ts'

/** What `where(…)` asks of an event. */
export function eventWhere(node: QueryNode, context: QueryContext): Where | null {
  switch (node.type) {
    case 'and':
    case 'or': {
      const wheres = node.of.map((inner) => eventWhere(inner, context))
      const mapped = wheres.filter((where) => where !== null)
      if (mapped.length < wheres.length) return null
      return node.type === 'and' ? { $and: mapped } : { $or: mapped }
    }
    case 'not': {
      const inner = eventWhere(node.of, context)
      return inner && { $not: inner }
    }
    case 'any':
    case 'all':
      return refusePart(node, 'asks it of the users of an account', 'the condition on one visitor', context)
    case 'chain':
      return comparisonWhere(node, context)
  }
}

function comparisonWhere(node: QueryChain, context: QueryContext): Where | null {
  const [extractor, comparison, surplus] = node.calls
  if (extractor?.name === 'event') {
    return refusePart(
      node,
      'asks for another event in a way that no sequence of two says',
      "event('A').where(… AND event('B').within(parent: 5 days).count() >= 1).count() >= 1",
      context,
    )
  }
  const value = readEventValue(node, context)
  if (!value) return null
  if (value.ofParent) {
    return refusePart(node, 'compares with another event', 'the same property of both, with =', context)
  }
  if (!comparison || surplus) return refusePart(node, 'no comparison', "property('price') >= 100", context)
  return valueWhere('event', value.path, comparison, context)
}
