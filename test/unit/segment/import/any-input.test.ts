import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../../shared/json.ts'
import {
  importGrowthBookCondition,
  importGrowthBookSavedGroups,
  importPostHogCohort,
  importSegmentAudience,
} from '../../../../shared/segment/import/index.ts'
import type { Condition } from '../../../../shared/segment/index.ts'
import { accepted } from './accepted.ts'

const SEED = 20_261_122
const runs = { seed: SEED, numRuns: 3000 }

const json = fc.jsonValue({ maxDepth: 2, noUnicodeString: false }) as fc.Arbitrary<Json>
/** Mostly what stands there in real life, now and then anything. */
const member = (...usual: Json[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: json })

/** Either the whole rule, which can be saved, or at least one reason why not. */
function expectRuleOrReason(
  rule: Condition | null,
  unmapped: readonly { readonly why: string }[],
): 'rule' | 'reason' {
  if (rule === null) {
    expect(unmapped).not.toEqual([])
    return 'reason'
  }
  expect(unmapped).toEqual([])
  accepted(rule, 'cohort-3', 'vip')
  return 'rule'
}

test('[IMP5] any GrowthBook condition becomes a rule that can be saved, or says why not', () => {
  const seen = { rule: 0, reason: 0 }
  const operators = fc.dictionary(
    fc.constantFrom(
      '$in',
      '$gt',
      '$regex',
      '$exists',
      '$inGroup',
      '$elemMatch',
      '$not',
      '$near',
      '$age',
      '$type',
    ),
    member('a', 1, true, ['a'], 'g', {}, { lat: 1, lon: 2, km: 3 }, { $gt: 1 }),
    { minKeys: 1, maxKeys: 2, noNullPrototype: true },
  )
  const condition = fc.dictionary(
    fc.constantFrom('a', 'b.c', '$or', '$not', '$savedGroup', '$savedGroups', '__proto__', 'constructor'),
    fc.oneof(operators, member('x', [{ a: 1 }], { a: 1 }, { id: 'g' }, 'g')),
    { maxKeys: 3, noNullPrototype: true },
  )
  fc.assert(
    fc.property(condition, json, (source, group) => {
      const { condition: rule, unmapped } = importGrowthBookCondition(source, { g: group })
      seen[expectRuleOrReason(rule, unmapped)]++
      const groups = [
        { id: 'g', type: 'condition', condition: JSON.stringify(source) },
        { id: 1, type: group },
      ]
      const { segments } = importGrowthBookSavedGroups(groups)
      for (const { when } of segments) accepted(when)
    }),
    runs,
  )
  expect(Math.min(seen.rule, seen.reason)).toBeGreaterThan(300)
})

test('[IMP5] any PostHog cohort becomes a rule that can be saved, or says why not', () => {
  const seen = { rule: 0, reason: 0 }
  const filter = fc.record(
    {
      type: member('behavioral', 'person', 'cohort'),
      key: member('$pageview', 'plan', 'a'),
      value: member(
        'performed_event',
        'performed_event_multiple',
        'performed_event_sequence',
        'performed_event_regularly',
        'stopped_performing_event',
        'restarted_performing_event',
        'performed_event_first_time',
        'pro',
        '-7d',
        '2026-01-01',
        3,
        [1, 2],
        '1.2.3',
      ),
      operator: member(
        'exact',
        'gte',
        'lte',
        'icontains',
        'regex',
        'between',
        'is_date_after',
        'semver_caret',
      ),
      event_type: member('events'),
      time_value: member(4, '30', 2),
      time_interval: member('day', 'week', 'month'),
      seq_time_value: member(1, '2'),
      seq_time_interval: member('day'),
      seq_event: member('b'),
      seq_event_type: member('events'),
      operator_value: member(1, 2),
      min_periods: member(1, 2),
      total_periods: member(2, 3),
      explicit_datetime: member(null, null, null, '-30d', '2026-01-01', 'mStart'),
      explicit_datetime_to: member(null, null, null, '-7d', '2026-02-01'),
      event_filters: member(null, [], [{ key: 'a', type: 'event', operator: 'exact', value: 'x' }]),
      negation: member(false, true),
    },
    { noNullPrototype: true },
  )
  const cohort = fc.oneof(
    fc.record(
      {
        id: member(1, 2),
        name: member('A', ''),
        filters: fc.record(
          {
            properties: fc.record(
              { type: member('AND', 'OR'), values: fc.array(filter, { minLength: 1, maxLength: 2 }) },
              { noNullPrototype: true },
            ),
          },
          { noNullPrototype: true },
        ),
      },
      { noNullPrototype: true },
    ),
    fc.record(
      {
        groups: fc.array(
          fc.record(
            {
              properties: member(null, [{ key: 'a', value: 'x' }], { a: 'x' }),
              event_id: member('a', null),
              days: member(1, '7', null),
              count: member(null, 2),
              count_operator: member('gte', 'lte', null),
            },
            { noNullPrototype: true },
          ),
          { maxLength: 2 },
        ),
      },
      { noNullPrototype: true },
    ),
  )
  fc.assert(
    fc.property(cohort, (source: JsonObject) => {
      const { segment, unmapped } = importPostHogCohort(source)
      seen[expectRuleOrReason(segment?.when ?? null, unmapped)]++
    }),
    runs,
  )
  expect(Math.min(seen.rule, seen.reason)).toBeGreaterThan(300)
})

test('[IMP17] any text becomes a rule that can be saved, or says why not', () => {
  const seen = { rule: 0, reason: 0 }
  const piece = fc.constantFrom(
    "event('A')",
    "trait('vip')",
    '.count()',
    ' >= 1',
    " = 'x'",
    '.within(7 days)',
    '.within(parent: 2 hours)',
    ".where(property('p') > 2)",
    ".sum(property('p'))",
    ".last(context('q'))",
    ' AND ',
    ' OR ',
    'NOT ',
    '(',
    ')',
    ".contains('a', 'b')",
    '.between(1 day, 3 days)',
    "'",
    ',',
    '{',
    '.',
    ' ANY ',
    '.within_last(1 day)',
  )
  const rule = fc.constantFrom(
    "event('A').count() >= 1",
    "event('A').within(7 days).sum(property('p')) > 2",
    "trait('vip') = true",
    "trait('t').starts_with('a')",
  )
  const query = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    fc.array(rule, { minLength: 1, maxLength: 3 }).map((rules) => rules.join(' AND NOT ')),
    fc.string(),
  )
  fc.assert(
    fc.property(query, (text) => {
      const { segment, unmapped } = importSegmentAudience(
        { definition: { query: text } },
        { audiences: ['vip'] },
      )
      seen[expectRuleOrReason(segment?.when ?? null, unmapped)]++
    }),
    runs,
  )
  expect(Math.min(seen.rule, seen.reason)).toBeGreaterThan(300)
})
