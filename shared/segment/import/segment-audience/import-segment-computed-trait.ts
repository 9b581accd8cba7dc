import type { JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import type { ComputedAggregation, ComputedTrait } from '../../computed-trait.ts'
import { isObject } from '../../where/is-object.ts'
import { asText } from '../as-text.ts'
import { createReport, type ImportReport } from '../import-report.ts'
import type { ComputedTraitImport } from '../imports.ts'
import { readStream } from './event-stream.ts'
import { parseQuery } from './parse-query.ts'
import { notePart, type QueryContext, refusePart } from './query-context.ts'
import { QueryError } from './query-error.ts'
import type { QueryCall, QueryNode } from './query-tree.ts'
import { literalOf, readReducedPath } from './read-arguments.ts'

const PLACE = ['definition', 'query']
const EXAMPLE = "event('Order Completed').within(30 days).sum(property('revenue'))"

/**
 * A computed trait of Segment's Public API (`GET /spaces/:spaceId/computed-traits/:id`, its `computedTrait`) as one of a site
 * document. What it is made of is a text in Segment's query language. Its id is Segment's key, which is what rules call it.
 *
 * Format: {@link https://www.twilio.com/docs/segment/api/public-api/query-language}.
 *
 * @example
 * ```ts
 * importSegmentComputedTrait({
 *   name: 'Favourite category',
 *   key: 'favourite_category',
 *   definition: { query: "event('Product Viewed').within(30 days).mode(property('category'), 1)" },
 * }).computedTrait
 * // { id: 'favourite_category', name: 'Favourite category', event: 'Product Viewed', window: 'P30D',
 * //   agg: { mostFrequent: 'properties.category' } }
 * ```
 */
export function importSegmentComputedTrait(trait: JsonObject): ComputedTraitImport {
  const report = createReport()
  const { name, key, description, definition = null } = trait
  const id = asText(key) || asText(name)
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(id))
    report.refuse(
      ['key'],
      describeValue(key),
      'rules and texts could not read it',
      'letters, digits, _ and -',
    )
  const made = readDefinition(isObject(definition) ? definition : {}, report)
  const computedTrait: ComputedTrait | null =
    made !== null && report.unmapped.length === 0
      ? {
          id,
          name: asText(name) || id,
          ...(asText(description) !== '' && { description: asText(description) }),
          ...made,
        }
      : null
  return { computedTrait, unmapped: report.unmapped, notes: report.notes }
}

type Made = Pick<ComputedTrait, 'event' | 'where' | 'window' | 'agg'>

function readDefinition({ query, type }: JsonObject, report: ImportReport): Made | null {
  const kind = asText(type) || 'USERS'
  if (kind.toUpperCase() !== 'USERS') {
    report.refuse(
      ['definition', 'type'],
      JSON.stringify(kind),
      'a profile here is one person: there are no accounts',
      'a trait of users',
    )
  }
  if (typeof query !== 'string' || query.trim() === '')
    return report.refuse(PLACE, describeValue(query), 'no query', EXAMPLE)
  // A trait of events knows no other traits.
  const context = { report, query, place: PLACE, audiences: new Map(), computed: new Set<string>() }
  try {
    return readValue(parseQuery(query), context)
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    const { offset, expected } = error
    return report.refuse(
      PLACE,
      query.slice(offset, offset + 20) || 'the end',
      'the query cannot be read from here on',
      expected,
      offset,
    )
  }
}

/** `event('A').within(7 days).count()`: a value, compared with nothing. */
function readValue(node: QueryNode, context: QueryContext): Made | null {
  if (node.type !== 'chain' || node.calls[0]?.name !== 'event')
    return refusePart(node, 'not one value made of events', EXAMPLE, context)
  const stream = readStream(node, context)
  if (!stream) return null
  const { match, window, followers, rest } = stream
  const [follower] = followers
  if (follower)
    return refusePart(follower, 'a computed trait asks of one event at a time', 'a rule: sequence', context)
  const [reducer, surplus] = rest
  if (!reducer) return refusePart(node, 'no value is made of the events', EXAMPLE, context)
  if (surplus) {
    const nearest = reducer.name === 'unique' ? 'the list, and $size where a rule reads it' : EXAMPLE
    return refusePart(surplus, 'a computed trait is the value before it', nearest, context)
  }
  const agg = readAggregation(reducer, context)
  return agg && { ...match, window, ...(agg !== 'count' && { agg }) }
}

function readAggregation(reducer: QueryCall, context: QueryContext): ComputedAggregation | null {
  if (reducer.name === 'count') return 'count'
  const build = Object.hasOwn(AGGREGATIONS, reducer.name) ? AGGREGATIONS[reducer.name] : undefined
  if (!build) {
    const known = ['count', ...Object.keys(AGGREGATIONS)].join(', ')
    return refusePart(reducer, 'no value that can be made of events here', known, context)
  }
  if (reducer.name === 'mode') {
    const [read, minimum] = reducer.arguments
    const least = minimum ? literalOf(minimum) : 1
    if ((read?.as ?? 'string') === 'array' || typeof least !== 'number' || least > 1)
      return refusePart(
        reducer,
        'any most frequent value counts here',
        "mode(property('category'), 1)",
        context,
      )
    notePart(
      reducer,
      'of values that came equally often the newest is taken; Segment takes the first by alphabet',
      context,
    )
  }
  if (reducer.name === 'unique') notePart(reducer, 'the list has the 100 newest values', context)
  const path = readReducedPath(reducer, context)
  return path === null ? null : build(path)
}

const AGGREGATIONS: Readonly<Record<string, (path: string) => ComputedAggregation>> = {
  sum: (sum) => ({ sum }),
  avg: (avg) => ({ avg }),
  min: (min) => ({ min }),
  max: (max) => ({ max }),
  first: (first) => ({ first }),
  last: (last) => ({ last }),
  mode: (mostFrequent) => ({ mostFrequent }),
  unique: (distinct) => ({ distinct }),
}
