import { expect, test } from 'vitest'
import type { Condition } from '../../../shared/segment/index.ts'
import { generateCase } from '../../differential/generate.ts'
import { membershipAt } from '../../differential/oracle.ts'
import { createRandom } from '../../differential/random.ts'
import { runCase } from '../../differential/run-case.ts'
import { runCutCase } from '../../differential/run-cut-case.ts'
import { DAY, HOUR, segmentOf, START } from './visitor.ts'

const SEED = 42
const CHECKS = 40_000
const CUT_CHECKS = 4_000

test('[SEG24] engine and oracle agree on random rules and lives, at and around every flip', () => {
  let checks = 0
  for (let seed = SEED; checks < CHECKS; seed++) {
    checks += runCase(generateCase(createRandom(seed)), createRandom(seed))
  }
  expect(checks).toBeGreaterThanOrEqual(CHECKS)
}, 60_000)

test('[SEG96] where the log has lost its beginning, rules say nothing that the whole life belies', () => {
  let checks = 0
  let unknown = 0
  for (let seed = SEED; checks < CUT_CHECKS; seed++) {
    const counted = runCutCase(generateCase(createRandom(seed)), createRandom(seed))
    checks += counted.checks
    unknown += counted.unknown
  }
  expect(unknown).toBeGreaterThan(CUT_CHECKS / 20)
  expect(unknown).toBeLessThan(CUT_CHECKS / 2)
}, 60_000)

test('[SEG24] they agree where a remembered membership rests on another by way of one that is not', () => {
  const quiet: Condition = {
    kind: 'absence',
    after: { event: 'A' },
    none: { event: 'B' },
    within: 'PT25H',
    activeFor: 'P1D',
  }
  const segments = [
    segmentOf({ not: quiet }, { id: 'awake', exit: { maxStay: 'P7D' } }),
    segmentOf({ kind: 'segment', id: 'awake', is: 'out' }, { id: 'asleep' }),
    segmentOf(
      { kind: 'segment', id: 'asleep', is: 'in' },
      { id: 'dreaming', reentry: { cooldown: 'PT12H' } },
    ),
  ]
  const world = {
    events: [{ id: 'm1', type: 'track', name: 'A', at: START }] as const,
    facts: [],
    segments,
    computedTraits: [],
    timezone: 'UTC',
  }
  const steps = world.events.map((event) => ({ type: 'event', event, now: START }) as const)
  expect(
    runCase({ timezone: 'UTC', segments, computedTraits: [], steps }, createRandom(SEED)),
  ).toBeGreaterThan(0)
  // Back after 49 hours, and out again 7 days later.
  const isDreaming = (at: number) => segments[2] && membershipAt(segments[2], world, START + at).in
  expect([25 * HOUR, 49 * HOUR, 49 * HOUR + 7 * DAY - 1, 49 * HOUR + 7 * DAY].map(isDreaming)).toEqual([
    true,
    false,
    false,
    true,
  ])
})
