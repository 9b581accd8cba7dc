import { expect, test } from 'vitest'
import { generateCase } from '../../differential/generate.ts'
import { createRandom } from '../../differential/random.ts'
import { runCase } from '../../differential/run-case.ts'

const SEED = 42
const CHECKS = 40_000

test('[SEG24] engine and oracle agree on random rules and lives, at and around every flip', () => {
  let checks = 0
  for (let seed = SEED; checks < CHECKS; seed++) {
    checks += runCase(generateCase(createRandom(seed)), createRandom(seed))
  }
  expect(checks).toBeGreaterThanOrEqual(CHECKS)
}, 60_000)
