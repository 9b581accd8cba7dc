import { toInstant } from '../../where/instant.ts'
import type { Where } from '../../where/where.ts'
import { escapeRegex } from '../escape-regex.ts'
import { notePart, type QueryContext, refusePart } from './query-context.ts'
import type { QueryCall } from './query-tree.ts'
import { readDuration, readLiteral, readLiterals } from './read-arguments.ts'

const BOUNDS: Readonly<Record<string, string>> = {
  greater_than: '$gt',
  at_least: '$gte',
  less_than: '$lt',
  at_most: '$lte',
}

/**
 * What a comparison asks of the value at a path of an event or a profile. A missing value fits only `absent` and `omits`,
 * as in Segment.
 */
export function valueWhere(
  of: 'event' | 'profile',
  path: string,
  call: QueryCall,
  context: QueryContext,
): Where | null {
  switch (call.name) {
    case 'exists':
      return { [path]: { $exists: true } }
    case 'absent':
      return { [path]: { $exists: false } }
    case 'equals': {
      const value = readLiteral(call, context)
      return value === null ? null : { [path]: { $eq: value } }
    }
    case 'differs': {
      const value = readLiteral(call, context)
      return value === null ? null : { [path]: { $exists: true, $ne: value } }
    }
    case 'greater_than':
    case 'at_least':
    case 'less_than':
    case 'at_most': {
      const value = readLiteral(call, context)
      if (value === null) return null
      if (typeof value === 'boolean')
        return refusePart(call, 'true and false have no order', 'equals', context)
      return { [path]: { $exists: true, [BOUNDS[call.name] ?? '$gt']: value } }
    }
    case 'one_of': {
      const values = readLiterals(call, context)
      return values && { [path]: { $in: values } }
    }
    case 'contains':
    case 'omits':
    case 'starts_with':
    case 'ends_with': {
      const values = readLiterals(call, context)
      if (!values) return null
      if (call.name !== 'contains' && values.length > 1) {
        return refusePart(call, `${call.name} takes one text`, `${call.name}('text')`, context)
      }
      notePart(call, 'texts are looked for as they are written: capitals matter', context)
      const pattern = values.map((value) => escapeRegex(String(value))).join('|')
      if (call.name === 'omits') return { $not: { [path]: { $exists: true, $regex: pattern } } }
      const around =
        call.name === 'starts_with' ? `^${pattern}` : call.name === 'ends_with' ? `${pattern}$` : pattern
      return { [path]: { $exists: true, $regex: around } }
    }
    case 'before_date':
    case 'after_date': {
      const value = readLiteral(call, context)
      if (value === null) return null
      if (typeof value !== 'string' || toInstant(value) === null) {
        return refusePart(call, 'no date', "before_date('2023-12-07T18:50:00Z')", context)
      }
      return { [path]: call.name === 'before_date' ? { $before: value } : { $after: value } }
    }
    case 'within_last':
    case 'within_next':
    case 'before_last': {
      const length = readDuration(call, 0, context)
      if (length === null) return null
      if (of === 'event') {
        return refusePart(
          call,
          'counted from today; an event is judged once, at its own instant',
          'before_date or after_date, or the window of the event: within(7 days)',
          context,
        )
      }
      notePart(
        call,
        'lengths of time are counted from now, to the millisecond; Segment counts whole days',
        context,
      )
      if (call.name === 'within_last') return { [path]: { $withinLast: length } }
      return { [path]: call.name === 'within_next' ? { $withinNext: length } : { $olderThan: length } }
    }
    case 'after_next':
      return refusePart(
        call,
        'no operator for what is further ahead than a length of time',
        '{ "$not": { "$withinNext": "P7D" } }, which also fits the past',
        context,
      )
    default:
      return refusePart(
        call,
        'no comparison that Segment documents',
        'equals, at_least, contains, exists …',
        context,
      )
  }
}
