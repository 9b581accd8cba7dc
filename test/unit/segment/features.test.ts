import { expect, test } from 'vitest'
import { CONDITION_KINDS } from '../../../shared/segment/condition.ts'
import { featuresOf } from '../../differential/features.ts'
import { generateCase, ZONES } from '../../differential/generate.ts'
import { createRandom } from '../../differential/random.ts'

const CASES = 6_000
/** How often each has to come up, so that a million checks do not rest on one lucky case. */
const LEAST = 15

const WANTED = [
  ...CONDITION_KINDS,
  'all, any, not, atLeast, event.where, event.agg, event.op',
  'agg count, agg sum, agg avg, agg min, agg max, agg distinct',
  'op gte, op gt, op lte, op lt, op eq, op ne, op between',
  'absence.clearedBy, absence.restart, absence.key, pick first, pick last, pick mostFrequent',
  'sequence.total, sequence.key, step.where, step.times, step.within, step.noneBetween, step.immediately',
  'step.as, a reference in sequence, a reference in absence, a reference in asOf',
  'computed count, computed sum, computed avg, computed min, computed max, computed first, computed last',
  'computed mostFrequent, computed distinct, computed in a zone of its own, $size',
  'score.output, score.maxAge, segment.for, segment.enteredWithin',
  'exit.when, exit.minStay, exit.maxStay, reentry once, reentry cooldown',
  'window session, sequence.scope, session., a session, a session that time ends, a session that a campaign ends',
  'sessions of two devices at once, a session event in a rule',
  'window trailing, window ever, window between, window from, window from to, window calendar',
  'calendar day, calendar week, calendar month, calendar quarter, calendar year',
  'calendar offset none, calendar offset 0, calendar offset -1, calendar offset -2',
  '$withinLast, $olderThan, $withinNext, $before, $after, $age, $anniversaryIn',
  '$and, $or, $nor, $not, $in, $ne, $exists, $elemMatch',
  'step event, step facts, step pause, step release, track event, identify event, a score',
  'a late event, an event out of order, a repeated event, events of one instant, an event received later',
  "clocks forward, clocks back, a leap day, a year's end",
  'clocks forward under a calendar window, clocks back under a calendar window',
  "a leap day under a calendar window, a year's end under a calendar window",
  ...ZONES.map((zone) => `zone ${zone}`),
].flatMap((names) => names.split(', '))

const ZONES_OF_CHANGES = [
  'Europe/Zurich',
  'America/New_York',
  'America/St_Johns',
  'Asia/Beirut',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
]
/** Calendar windows meet each of these at least once. */
const WANTED_ONCE = [
  ...ZONES_OF_CHANGES.flatMap((zone) => [`clocks forward in ${zone}`, `clocks back in ${zone}`]),
  ...ZONES.flatMap((zone) => [`a leap day in ${zone}`, `a year's end in ${zone}`]),
]

test('[SEG94] random lives meet every kind of condition and window, every zone, and what its calendar does', () => {
  const counts = new Map<string, number>()
  for (let seed = 1; seed <= CASES; seed++) {
    for (const feature of featuresOf(generateCase(createRandom(seed)))) {
      counts.set(feature, (counts.get(feature) ?? 0) + 1)
    }
  }
  const rare = [
    ...WANTED.filter((feature) => (counts.get(feature) ?? 0) < LEAST),
    ...WANTED_ONCE.filter((feature) => !counts.has(feature)),
  ]
  expect(rare.map((feature) => `${feature}: ${counts.get(feature) ?? 0}`)).toEqual([])
  expect(new Set(ZONES).size).toBeGreaterThanOrEqual(10)
}, 60_000)
