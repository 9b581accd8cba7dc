import type { JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import { isObject } from '../../where/is-object.ts'
import { asText } from '../as-text.ts'
import { createReport, type ImportReport } from '../import-report.ts'
import type { Condition } from '../../condition.ts'
import { finishSegment, type SegmentImport } from '../imports.ts'
import { segmentId } from '../segment-id.ts'
import { parseQuery } from './parse-query.ts'
import { queryCondition } from './query-condition.ts'
import { QueryError } from './query-error.ts'

export interface SegmentAudienceOptions {
  /** Keys of other audiences: traits of these names ask for membership. @default none */
  readonly audiences?: readonly string[]
  /** Names of computed traits: they are read at `computed.<name>`. @default none */
  readonly computed?: readonly string[]
}

const PLACE = ['definition', 'query']

/**
 * An audience of Segment's Public API (`GET /spaces/:spaceId/audiences/:id`, its `audience`) as a segment. Its rule is a
 * text in Segment's query language.
 *
 * Formats: {@link https://www.twilio.com/docs/segment/api/public-api/query-language},
 * {@link https://github.com/segmentio/public-api-sdk-typescript/blob/master/model/audienceSummary.ts}.
 *
 * @example
 * ```ts
 * importSegmentAudience({
 *   name: 'Buyers',
 *   key: 'buyers',
 *   definition: { query: "event('Shoes Bought').within(7 days).count() >= 2" },
 * }).segment?.when
 * // { kind: 'event', event: 'Shoes Bought', window: 'P7D', op: { gte: 2 } }
 * ```
 */
export function importSegmentAudience(
  audience: JsonObject,
  { audiences = [], computed = [] }: SegmentAudienceOptions = {},
): SegmentImport {
  const report = createReport()
  const { name, key, description } = audience
  const title = asText(name) || asText(key) || 'Untitled audience'
  const condition = readRule(audience, report, {
    audiences: new Map(audiences.map((other) => [other, segmentId(other)])),
    computed: new Set(computed),
  })
  return finishSegment(
    {
      id: segmentId(asText(key) || title),
      name: title,
      ...(asText(description) !== '' && { description: asText(description) }),
    },
    condition,
    report,
  )
}

interface Names {
  readonly audiences: ReadonlyMap<string, string>
  readonly computed: ReadonlySet<string>
}

function readRule(audience: JsonObject, report: ImportReport, names: Names): Condition | null {
  const { audienceType, definition = null } = audience
  const { query, type, targetEntity = null } = isObject(definition) ? definition : {}
  const kind = asText(audienceType) || asText(type) || 'USERS'
  if (kind.toUpperCase() !== 'USERS') {
    report.refuse(
      asText(audienceType) === '' ? ['definition', 'type'] : ['audienceType'],
      JSON.stringify(kind),
      'a profile here is one person: there are no accounts and no linked entities',
      'an audience of users, with the account as a trait',
    )
  }
  if (targetEntity !== null && targetEntity !== 'profile') {
    report.refuse(
      ['definition', 'targetEntity'],
      describeValue(targetEntity),
      'a profile here is one person: there are no linked entities',
      '"profile"',
    )
  }
  if (typeof query !== 'string' || query.trim() === '') {
    return report.refuse(PLACE, describeValue(query), 'no query', 'a text in the query language')
  }
  try {
    return queryCondition(parseQuery(query), { report, query, place: PLACE, ...names })
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
