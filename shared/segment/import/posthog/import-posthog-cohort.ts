import type { JsonObject } from '../../../json.ts'
import { describeValue } from '../../../problem/index.ts'
import type { Match } from '../../match.ts'
import { isObject } from '../../where/is-object.ts'
import { createReport, type ImportReport } from '../import-report.ts'
import type { Condition } from '../../condition.ts'
import { finishSegment, type SegmentImport } from '../imports.ts'
import { segmentId } from '../segment-id.ts'
import { filterCondition } from './filter-condition.ts'
import { legacyGroups } from './legacy-groups.ts'
import type { PostHogContext } from './posthog-context.ts'
import { readCount } from './read-number.ts'

export interface PostHogOptions {
  /** What PostHog's actions are, by their number. @default none: a filter on an action is unmapped */
  readonly actions?: Readonly<Record<string, Match>>
  /** The segment that a cohort becomes. @default `cohort-<number>` */
  readonly segmentOf?: (cohort: number) => string
}

/**
 * A cohort of PostHog's API (`GET /api/projects/:id/cohorts/:id`) as a segment: filters of today
 * (`filters.properties`), and the `groups` of old cohorts.
 *
 * Formats: {@link https://posthog.com/docs/api/cohorts}, {@link https://posthog.com/docs/data/property-filters},
 * {@link https://github.com/PostHog/posthog/blob/master/products/cohorts/backend/models/cohort.py}.
 *
 * @example
 * ```ts
 * importPostHogCohort({
 *   id: 7,
 *   name: 'Viewed an address',
 *   filters: { properties: { type: 'OR', values: [
 *     { type: 'behavioral', key: 'address page viewed', value: 'performed_event', event_type: 'events', time_value: 30, time_interval: 'day' },
 *   ] } },
 * }).segment?.when
 * // { kind: 'event', event: 'address page viewed', window: 'P30D' }
 * ```
 */
export function importPostHogCohort(
  cohort: JsonObject,
  { actions = {}, segmentOf = (id) => `cohort-${id}` }: PostHogOptions = {},
): SegmentImport {
  const report = createReport()
  const id = readCount(cohort['id'])
  const { name, description } = cohort
  const title = typeof name === 'string' && name !== '' ? name : 'Untitled cohort'
  return finishSegment(
    {
      id: id === null ? segmentId(title) : segmentOf(id),
      name: title,
      ...(typeof description === 'string' && description !== '' && { description }),
    },
    readRule(cohort, { report, actions, segmentOf }),
    report,
  )
}

function readRule(cohort: JsonObject, context: PostHogContext): Condition | null {
  const { report } = context
  const { filters = null, groups, query = null, is_static: isStatic } = cohort
  if (isStatic === true) {
    return report.refuse(
      ['is_static'],
      'true',
      'a list of people, not a rule',
      'a trait that says who is in it, sent by identify',
    )
  }
  if (query !== null) {
    return report.refuse(
      ['query'],
      describeValue(query),
      'the members are the answer of a query',
      'its rule, written out',
    )
  }
  if (isObject(filters) && Object.keys(filters).length > 0) {
    refuseTestAccounts(filters, report)
    return filterCondition(filters['properties'] ?? null, ['filters', 'properties'], context)
  }
  if (Array.isArray(groups) && groups.length > 0) return legacyGroups(groups, ['groups'], context)
  return report.refuse([], describeValue(cohort), 'no rule', 'a cohort with filters or groups')
}

function refuseTestAccounts(filters: JsonObject, report: ImportReport): void {
  if (filters['filterTestAccounts'] !== true) return
  report.refuse(
    ['filters', 'filterTestAccounts'],
    'true',
    'who is a test account is a setting of the project',
    'a segment of test accounts, and { "kind": "segment", "id": …, "is": "out" }',
  )
}
