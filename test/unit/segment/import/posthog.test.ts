import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../../shared/json.ts'
import { importPostHogCohort } from '../../../../shared/segment/import/index.ts'
import type { Segment } from '../../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, MINUTE, segmentOf, START } from '../visitor.ts'
import { accepted } from './accepted.ts'

/** The present of these tests. */
const NOW = 400 * DAY

const cohortOf = (...values: Json[]) => ({
  id: 1,
  name: 'Test',
  filters: { properties: { type: 'AND', values } },
})
const imported = (...values: Json[]) => importPostHogCohort(cohortOf(...values))
const pageviews = { key: '$pageview', event_type: 'events', type: 'behavioral' }

interface Person {
  /** How many days ago the pages were viewed. */
  readonly viewed?: readonly number[]
  readonly properties?: JsonObject
  readonly traits?: JsonObject
}

/** Is a person with this life in the cohort, here? */
function isMember(filter: Json, person: Person, ...others: Segment[]): boolean {
  const { segment } = imported(filter)
  const visitor = createVisitor(
    segmentOf(accepted(segment?.when ?? null, ...others.map(({ id }) => id))),
    ...others,
  )
  if (person.traits) visitor.identify(0, person.traits)
  for (const daysAgo of (person.viewed ?? []).toSorted((a, b) => b - a)) {
    visitor.track(NOW - daysAgo * DAY, 'Page Viewed', person.properties)
  }
  return visitor.isIn(NOW)
}

/** So many events in each period, as PostHog's tests make them: the newest period first, an hour from its end. */
const inPeriods = (days: number, counts: readonly number[]) =>
  counts.flatMap((count, period) =>
    Array.from({ length: count }, (_, index) => period * days + (HOUR + index * MINUTE) / DAY),
  )

// Filters, lives and answers of PostHog's own tests:
// https://github.com/PostHog/posthog/blob/master/ee/clickhouse/queries/test/test_cohort_query.py
describe("what PostHog's tests expect of a cohort", () => {
  const week = { time_value: 1, time_interval: 'week' }
  const members: [string, JsonObject, Person, boolean][] = [
    ['performed_event', { explicit_datetime: '-1w', value: 'performed_event' }, { viewed: [2] }, true],
    ['performed_event', { explicit_datetime: '-1w', value: 'performed_event' }, { viewed: [9] }, false],
    [
      'performed_event_multiple',
      { ...week, operator: 'gte', operator_value: 1, value: 'performed_event_multiple' },
      { viewed: [2, 4] },
      true,
    ],
    [
      'performed_event_multiple',
      { ...week, operator: 'gte', operator_value: 1, value: 'performed_event_multiple' },
      { viewed: [9] },
      false,
    ],
    [
      'stopped_performing_event',
      {
        time_value: 2,
        time_interval: 'week',
        seq_time_value: 1,
        seq_time_interval: 'week',
        value: 'stopped_performing_event',
      },
      { viewed: [10] },
      true,
    ],
    [
      'stopped_performing_event',
      {
        time_value: 2,
        time_interval: 'week',
        seq_time_value: 1,
        seq_time_interval: 'week',
        value: 'stopped_performing_event',
      },
      { viewed: [3] },
      false,
    ],
    ...(
      [
        [[20, 1], true],
        [[20, 5, 1], false],
        [[1], false],
      ] as const
    ).map(([viewed, isIn]): [string, JsonObject, Person, boolean] => [
      'restarted_performing_event',
      {
        ...week,
        seq_time_value: 2,
        seq_time_interval: 'day',
        value: 'restarted_performing_event',
      },
      { viewed },
      isIn,
    ]),
    [
      'performed_event_first_time',
      { ...week, value: 'performed_event_first_time' },
      { viewed: [20, 4] },
      false,
    ],
    ['performed_event_first_time', { ...week, value: 'performed_event_first_time' }, { viewed: [4] }, true],
    ...(
      [
        [[1, 1, 1, 1], 1, 3, true],
        [[0, 1, 2], 2, 2, false],
        [[1, 2, 2], 2, 2, true],
        [[0, 1, 2], 1, 2, true],
      ] as const
    ).map(([counts, times, least, isIn]): [string, JsonObject, Person, boolean] => [
      'performed_event_regularly',
      {
        operator: 'gte',
        operator_value: times,
        time_interval: 'day',
        time_value: 3,
        total_periods: 3,
        min_periods: least,
        value: 'performed_event_regularly',
      },
      { viewed: inPeriods(3, counts) },
      isIn,
    ]),
    ...(
      [
        [inPeriods(2, [1, 1]), true],
        [[2], false],
      ] as const
    ).map(([viewed, isIn]): [string, JsonObject, Person, boolean] => [
      'performed_event_sequence',
      {
        time_interval: 'day',
        time_value: 7,
        seq_time_interval: 'day',
        seq_time_value: 3,
        seq_event: '$pageview',
        seq_event_type: 'events',
        value: 'performed_event_sequence',
      },
      { viewed },
      isIn,
    ]),
  ]
  test.each(members)('[IMP8] %s: %j of %j', (_, filter, person, isIn) => {
    expect(isMember({ ...pageviews, ...filter }, person)).toBe(isIn)
  })

  test('[IMP8] performed_event with event filters and an explicit date, which wins over the interval', () => {
    const filter = {
      ...pageviews,
      ...week,
      explicit_datetime: new Date(START + NOW - 3 * DAY).toISOString(),
      value: 'performed_event',
      event_filters: [{ key: '$filter_prop', value: 'something', operator: 'exact', type: 'event' }],
    }
    const properties = { $filter_prop: 'something' }
    expect(isMember(filter, { viewed: [2], properties })).toBe(true)
    expect(isMember(filter, { viewed: [2] })).toBe(false)
    expect(isMember(filter, { viewed: [5], properties })).toBe(false)
  })

  test('[IMP8] one of two groups of person properties', () => {
    const filter = {
      type: 'OR',
      values: [
        {
          type: 'OR',
          values: [
            { key: 'email', value: 'test1@posthog.com', type: 'person' },
            { key: 'email', value: 'test2@posthog.com', type: 'person' },
          ],
        },
        {
          type: 'AND',
          values: [
            { key: 'name', value: 'test3', type: 'person' },
            { key: 'email', value: 'test3@posthog.com', type: 'person' },
          ],
        },
      ],
    }
    const people: [string, string, boolean][] = [
      ['test', 'test1@posthog.com', true],
      ['test', 'test2@posthog.com', true],
      ['test3', 'test3@posthog.com', true],
      ['test3', 'test4@posthog.com', false],
    ]
    for (const [name, email, isIn] of people) expect(isMember(filter, { traits: { name, email } })).toBe(isIn)
  })
})

describe('a PostHog cohort', () => {
  // https://github.com/PostHog/posthog/blob/master/products/cohorts/backend/models/cohort.py
  const documented: [JsonObject, JsonObject][] = [
    [
      {
        key: 'address page viewed',
        type: 'behavioral',
        value: 'performed_event',
        negation: false,
        event_type: 'events',
        time_value: '30',
        time_interval: 'day',
      },
      { kind: 'event', event: 'address page viewed', window: 'P30D' },
    ],
    [
      { key: 'promoCodes', type: 'person', value: ['1234567890'], negation: false, operator: 'exact' },
      { kind: 'profile', where: { 'traits.promoCodes': '1234567890' } },
    ],
    [
      { key: 'id', type: 'cohort', value: 8814, negation: false },
      { kind: 'segment', id: 'cohort-8814', is: 'in' },
    ],
  ]
  test.each(documented)('[IMP9] is a segment: %j', (filter, when) => {
    const { segment, unmapped } = importPostHogCohort({
      id: 12,
      name: 'As documented',
      description: 'From the model of cohorts',
      filters: { properties: { type: 'OR', values: [{ type: 'OR', values: [filter] }] } },
      groups: [],
      is_static: false,
      query: null,
    })
    expect(unmapped).toEqual([])
    expect(segment).toEqual({
      schema: 'segment/1',
      id: 'cohort-12',
      name: 'As documented',
      description: 'From the model of cohorts',
      when,
    })
    accepted(segment?.when ?? null, 'cohort-8814')
  })

  const behaviours: [JsonObject, JsonObject][] = [
    [
      { value: 'performed_event_first_time', time_value: 2, time_interval: 'week' },
      {
        kind: 'asOf',
        anchor: { event: 'Page Viewed' },
        holds: { kind: 'event', event: 'Page Viewed', window: 'ever', op: { eq: 0 } },
        window: 'P14D',
      },
    ],
    [
      { value: 'performed_event', time_value: 3, time_interval: 'hour', negation: true },
      { not: { kind: 'event', event: 'Page Viewed', window: 'PT3H' } },
    ],
    [
      { value: 'performed_event', explicit_datetime: '-90d', explicit_datetime_to: '-4w' },
      { kind: 'event', event: 'Page Viewed', window: { between: ['P90D', 'P28D'] } },
    ],
    [
      { value: 'performed_event', explicit_datetime: '2024-01-01', explicit_datetime_to: '2024-02-29' },
      { kind: 'event', event: 'Page Viewed', window: { from: '2024-01-01', to: '2024-03-01' } },
    ],
    [
      { value: 'performed_event', explicit_datetime: 'mStart' },
      { kind: 'event', event: 'Page Viewed', window: { calendar: 'month' } },
    ],
    [
      { value: 'performed_event', explicit_datetime: 'all' },
      { kind: 'event', event: 'Page Viewed', window: 'ever' },
    ],
    [
      {
        value: 'performed_event_multiple',
        operator: 'lte',
        operator_value: 3,
        time_value: 1,
        time_interval: 'month',
      },
      { kind: 'event', event: 'Page Viewed', window: 'P30D', op: { between: [1, 3] } },
    ],
    [
      { value: 'performed_event_multiple', operator_value: 3, time_value: 1, time_interval: 'year' },
      { kind: 'event', event: 'Page Viewed', window: 'P365D', op: { eq: 3 } },
    ],
    [
      {
        value: 'performed_event_regularly',
        operator: 'eq',
        operator_value: 1,
        time_value: 2,
        time_interval: 'week',
        min_periods: 2,
        total_periods: 3,
      },
      {
        atLeast: 2,
        of: [
          { kind: 'event', event: 'Page Viewed', window: 'P14D', op: { eq: 1 } },
          { kind: 'event', event: 'Page Viewed', window: { between: ['P28D', 'P14D'] }, op: { eq: 1 } },
          { kind: 'event', event: 'Page Viewed', window: { between: ['P42D', 'P28D'] }, op: { eq: 1 } },
        ],
      },
    ],
    [
      {
        value: 'performed_event_sequence',
        time_value: 7,
        time_interval: 'day',
        seq_time_value: 3,
        seq_time_interval: 'day',
        seq_event: 'Order Completed',
        seq_event_type: 'events',
      },
      {
        kind: 'sequence',
        steps: [{ event: 'Page Viewed' }, { event: 'Order Completed', within: 'P3D' }],
        completedIn: 'P7D',
      },
    ],
  ]
  test.each(behaviours)('[IMP9] says what somebody did: %j', (filter, when) => {
    const { segment, unmapped } = imported({ ...pageviews, ...filter })
    expect(unmapped).toEqual([])
    expect(segment?.when).toEqual(when)
    accepted(segment?.when ?? null)
  })

  const person = (operator: string, value: Json) => ({ type: 'person', key: 'plan', operator, value })
  const matching: [JsonObject, Json[], Json[]][] = [
    [person('exact', ['pro', 'team']), ['pro', 'team'], ['free', null]],
    [person('exact', 5), [5, '5'], [6, null]],
    [person('exact', [true]), [true, 'true'], [false, null]],
    [person('exact', 'null'), ['null'], [null]],
    [person('is_not', ['pro', 'null']), ['free', null], ['pro', 'null']],
    [person('is_not', 5), [6, null], [5, '5']],
    [person('in', ['pro']), ['pro'], ['free', null]],
    [person('not_in', ['pro']), ['free', null], ['pro']],
    [person('icontains', 'UL'), ['Full', 'bulk'], ['free', null]],
    [person('icontains', ['a.b', 'c+']), ['A.B', 'xC+'], ['ab', 'cc', null]],
    [person('not_icontains', 'ul'), ['free', null], ['FULL']],
    [person('regex', '^pro-\\d+$'), ['pro-1'], ['PRO-1', 'free', null]],
    [person('regex', '(?i)^pro'), ['PROFI', 'pro'], ['free', null]],
    [person('not_regex', '^pro'), ['free', null], ['pro']],
    [person('gt', '5'), [6, '10'], [5, 'abc', null]],
    [person('lt', 5), [4, '-1'], [5, null]],
    [person('gte', 5), [5], [4, null]],
    [person('lte', 5), [5], [6, null]],
    [person('min', 5), [5], [4, null]],
    [person('max', 5), [5], [6, null]],
    [person('between', ['28', '32']), [28, 32], [27, 33, null]],
    [person('not_between', [28, 32]), [27, 33], [28, 30, null]],
    [person('is_set', 'is_set'), ['', 0, 'pro'], [null]],
    [person('is_not_set', 'is_not_set'), [null], ['', 0]],
    [person('is_date_before', '2026-01-01'), ['2025-12-31'], ['2026-01-01', 'soon', null]],
    [person('is_date_after', '2026-01-01T00:00:00Z'), ['2026-01-02'], ['2026-01-01', 'soon', null]],
    [person('is_date_before', '-7d'), ['2026-01-01'], ['2099-01-01', 'soon', null]],
    [person('is_date_after', '-10M'), ['2099-01-01'], ['2026-01-01', 'soon', null]],
    [person('semver_gte', '1.10.0'), ['1.10.0', '2.0.0'], ['1.9.9', null]],
    [person('semver_lt', '1.10.0'), ['1.9.9'], ['1.10.0', null]],
    [person('semver_eq', '1.2.3'), ['1.2.3'], ['1.2.4', null]],
    [person('semver_neq', '1.2.3'), ['1.2.4', null], ['1.2.3']],
    [person('semver_tilde', '1.2.3'), ['1.2.3', '1.2.9'], ['1.2.2', '1.3.0', null]],
    [person('semver_tilde', '1'), ['1.0.0', '1.9.0'], ['2.0.0']],
    [person('semver_caret', '1.2.3'), ['1.2.3', '1.9.0'], ['1.2.2', '2.0.0', null]],
    [person('semver_caret', '0.2.3'), ['0.2.9'], ['0.3.0']],
    [person('semver_caret', '0.0.3'), ['0.0.3'], ['0.0.4']],
    [person('semver_wildcard', '1.2.*'), ['1.2.0', '1.2.9'], ['1.3.0', null]],
    [{ ...person('exact', 'pro'), negation: true }, ['free', null], ['pro']],
  ]
  test.each(matching)(
    '[IMP10] has persons with properties: %j fits %j, not %j',
    (filter, fitting, others) => {
      const lives = (value: Json): Person => ({ traits: value === null ? { other: 1 } : { plan: value } })
      for (const value of fitting) expect([value, isMember(filter, lives(value))]).toEqual([value, true])
      for (const value of others) expect([value, isMember(filter, lives(value))]).toEqual([value, false])
    },
  )

  test('[IMP10] reads properties that PostHog fills by itself where they are here', () => {
    const { segment, notes } = imported(
      { type: 'person', key: '$geoip_country_code', value: ['CH'], operator: 'exact' },
      {
        ...pageviews,
        value: 'performed_event',
        time_value: 1,
        time_interval: 'day',
        event_filters: [
          { type: 'event', key: '$current_url', operator: 'icontains', value: '/pricing' },
          { type: 'event', key: '$browser', operator: 'exact', value: 'Safari' },
        ],
      },
    )
    expect(segment?.when).toEqual({
      all: [
        { kind: 'profile', where: { 'geo.country': 'CH' } },
        {
          kind: 'event',
          event: 'Page Viewed',
          where: {
            $and: [
              { 'context.page.url': { $exists: true, $regexi: '/pricing' } },
              { 'properties.$browser': 'Safari' },
            ],
          },
          window: 'P1D',
        },
      ],
    })
    accepted(segment?.when ?? null)
    expect(notes.map(({ found }) => found)).toEqual(
      expect.arrayContaining(['$geoip_country_code', '$pageview', '$current_url', '$browser']),
    )
  })

  test('[IMP11] names other cohorts and actions as it is told', () => {
    const values = [
      { type: 'cohort', key: 'id', value: 3, negation: true },
      {
        ...pageviews,
        key: 7,
        event_type: 'actions',
        value: 'performed_event',
        time_value: 1,
        time_interval: 'day',
      },
    ]
    const { segment } = importPostHogCohort(cohortOf(...values), {
      segmentOf: (id) => `ph-${id}`,
      actions: { 7: { event: 'Feedback Sent', where: { 'properties.page': '/feedback' } } },
    })
    expect(segment?.id).toBe('ph-1')
    expect(segment?.when).toEqual({
      all: [
        { not: { kind: 'segment', id: 'ph-3', is: 'in' } },
        { kind: 'event', event: 'Feedback Sent', where: { 'properties.page': '/feedback' }, window: 'P1D' },
      ],
    })
  })

  const legacy: [JsonObject, JsonObject][] = [
    // https://github.com/PostHog/posthog/blob/master/ee/clickhouse/queries/test/test_cohort_query.py
    [
      { properties: [{ key: 'name', value: 'test', type: 'person' }] },
      { kind: 'profile', where: { 'traits.name': 'test' } },
    ],
    [
      { properties: [{ key: 'name', value: 'test', type: 'event' }] },
      { kind: 'profile', where: { 'traits.name': 'test' } },
    ],
    [{ properties: { name: 'test' } }, { kind: 'profile', where: { 'traits.name': 'test' } }],
    [
      { properties: { type: 'OR', values: [{ key: 'name', value: 'test', type: 'person' }] } },
      { kind: 'profile', where: { 'traits.name': 'test' } },
    ],
    [
      { event_id: '$pageview', days: 7, count: 2, count_operator: 'gte' },
      { kind: 'event', event: 'Page Viewed', window: 'P7D', op: { gte: 2 } },
    ],
    [
      { event_id: 'signed up', days: '30', count: null },
      { kind: 'event', event: 'signed up', window: 'P30D' },
    ],
    [{ event_id: 'signed up' }, { kind: 'event', event: 'signed up', window: 'P365D' }],
  ]
  test.each(legacy)('[IMP12] of before 2022 has groups: %j', (group, when) => {
    const { segment, unmapped } = importPostHogCohort({ id: 1, name: 'Old', groups: [group] })
    expect(unmapped).toEqual([])
    expect(segment?.when).toEqual(when)
    accepted(segment?.when ?? null)
  })

  test('[IMP12] of before 2022 is any of its groups', () => {
    const { segment, partial, unmapped } = importPostHogCohort({
      name: 'Älteste Kunden',
      groups: [
        { properties: { plan: 'pro' } },
        { event_id: 'a', days: 1 },
        { action_id: 5, start_date: '2020-01-01' },
      ],
    })
    expect(segment).toBeNull()
    expect(partial).toEqual({
      any: [
        { kind: 'profile', where: { 'traits.plan': 'pro' } },
        { kind: 'event', event: 'a', window: 'P1D' },
      ],
    })
    expect(unmapped.map(({ pointer }) => pointer)).toEqual(['/groups/2/start_date', '/groups/2/key'])
  })

  const day = { time_value: 1, time_interval: 'day' }
  const refused: [JsonObject, string, string][] = [
    [{ is_static: true }, '/is_static', 'a list of people'],
    [{ query: { kind: 'ActorsQuery' } }, '/query', 'answer of a query'],
    [{}, '', 'no rule'],
    [
      {
        filters: {
          filterTestAccounts: true,
          properties: cohortOf(person('exact', 'pro')).filters.properties,
        },
      },
      '/filters/filterTestAccounts',
      'setting of the project',
    ],
    [{ filters: { properties: { type: 'XOR', values: [] } } }, '/filters/properties/type', 'AND or OR'],
    [{ filters: { properties: { type: 'AND', values: [] } } }, '/filters/properties/values', 'says nothing'],
    [{ filters: { properties: 3 } }, '/filters/properties', 'an object'],
  ]
  test.each(refused)('[IMP4] that is no rule is refused: %j', (cohort, pointer, why) => {
    const { segment, unmapped } = importPostHogCohort({ id: 1, name: 'Refused', ...cohort })
    expect(segment).toBeNull()
    expect(unmapped).toMatchObject([{ pointer, why: expect.stringContaining(why) as string }])
  })

  const parts: [JsonObject, string, string][] = [
    [{ type: 'person', key: 'a.b', value: 'x' }, '/key', 'a dot'],
    [{ type: 'person', key: '', value: 'x' }, '/key', 'has a name'],
    [
      { type: 'person_metadata', key: 'created_at', operator: 'is_date_after', value: '2024-01-01' },
      '/key',
      'column',
    ],
    [{ type: 'hogql', key: 'true' }, '/type', 'no filter'],
    [person('is_cleaned_path_exact', '/'), '/operator', 'no equal operator'],
    [person('is_date_exact', '2024-01-01'), '/operator', 'very instant'],
    [person('gt', 'b'), '/value', 'as texts or as numbers'],
    [person('between', [2, 1]), '/value', 'the smaller first'],
    [person('regex', '(?=a)'), '/value', 'linear time'],
    [person('regex', 3), '/value', 'no pattern'],
    [person('exact', []), '/value', 'no values'],
    [person('is_date_before', 'dStart'), '/value', 'no date'],
    [person('semver_gt', 'new'), '/value', 'no version'],
    [person('semver_wildcard', '1.2.3.*'), '/value', 'no version'],
    [{ type: 'cohort', key: 'id', value: 'x' }, '/value', 'no cohort'],
    [{ ...pageviews, value: 'performed_event_maybe' }, '/value', 'no behaviour'],
    [
      { ...pageviews, value: 'performed_event', time_value: 0, time_interval: 'day' },
      '/time_value',
      'no length',
    ],
    [
      { ...pageviews, value: 'performed_event', time_value: 1, time_interval: 'moon' },
      '/time_interval',
      'no unit',
    ],
    [
      { ...pageviews, value: 'performed_event', explicit_datetime: '-1mStart' },
      '/explicit_datetime',
      'no pair of dates',
    ],
    [
      { ...pageviews, ...day, key: 5, event_type: 'actions', value: 'performed_event' },
      '/key',
      'not in the cohort',
    ],
    [{ ...pageviews, ...day, key: null, value: 'performed_event' }, '/key', 'no event'],
    [
      {
        ...pageviews,
        ...day,
        value: 'performed_event',
        event_filters: [{ type: 'element', key: 'text', value: 'Buy' }],
      },
      '/event_filters/0/type',
      'what it carries',
    ],
    [
      {
        ...pageviews,
        ...day,
        value: 'performed_event',
        event_filters: [{ key: 'until', operator: 'is_date_before', value: '-7d' }],
      },
      '/event_filters/0/value',
      'at its own instant',
    ],
    [
      { ...pageviews, ...day, value: 'performed_event_multiple', operator: 'eq', operator_value: 0 },
      '/operator_value',
      'from one up',
    ],
    [
      { ...pageviews, ...day, value: 'performed_event_multiple', operator: 'lt', operator_value: 1 },
      '/operator',
      'nobody',
    ],
    [
      {
        ...pageviews,
        ...day,
        value: 'stopped_performing_event',
        seq_time_value: 2,
        seq_time_interval: 'day',
      },
      '/seq_time_value',
      'the shorter one',
    ],
    [
      {
        ...pageviews,
        ...day,
        value: 'performed_event_regularly',
        operator: 'gte',
        operator_value: 1,
        min_periods: 4,
        total_periods: 3,
      },
      '/min_periods',
      'no number of periods',
    ],
  ]
  test.each(parts)('[IMP4] says which part it cannot map, where and why: %j', (filter, pointer, why) => {
    const { segment, partial, unmapped } = imported(filter, { type: 'person', key: 'plan', value: 'pro' })
    expect(segment).toBeNull()
    expect(unmapped).toHaveLength(1)
    expect(unmapped[0]).toMatchObject({
      pointer: `/filters/properties/values/0${pointer}`,
      why: expect.stringContaining(why) as string,
    })
    expect(unmapped[0]?.nearest).not.toBe('')
    expect(partial).toEqual({ kind: 'profile', where: { 'traits.plan': 'pro' } })
  })

  test('[IMP13] notes each choice once, at its first place', () => {
    const { notes } = imported(
      { ...pageviews, value: 'performed_event', time_value: 1, time_interval: 'month' },
      { ...pageviews, value: 'performed_event', time_value: 2, time_interval: 'month' },
    )
    const first = '/filters/properties/values/0'
    expect(notes.map(({ pointer }) => pointer)).toEqual([`${first}/key`, `${first}/time_interval`, first])
    expect(new Set(notes.map(({ chosen }) => chosen)).size).toBe(notes.length)
  })
})
