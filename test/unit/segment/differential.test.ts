import { expect, test } from 'vitest'
import type { Condition } from '../../../shared/segment/index.ts'
import { generateCase } from '../../differential/generate.ts'
import { membershipAt } from '../../differential/oracle.ts'
import { createRandom } from '../../differential/random.ts'
import { runCase } from '../../differential/run-case.ts'
import { DAY, HOUR, segmentOf, START } from './visitor.ts'

const SEED = 42
const CHECKS = 40_000

test('[SEG24] engine and oracle agree on random rules and lives, at and around every flip', () => {
  let checks = 0
  for (let seed = SEED; checks < CHECKS; seed++) {
    checks += runCase(generateCase(createRandom(seed)), createRandom(seed))
  }
  expect(checks).toBeGreaterThanOrEqual(CHECKS)
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
