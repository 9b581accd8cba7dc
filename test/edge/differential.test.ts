import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { generateCase } from '../differential/generate.ts'
import { createRandom } from '../differential/random.ts'
import { shiftCase } from '../differential/shift-case.ts'
import { Life } from './support/a-life.ts'

/**
 * After 28 years weekdays, leap days and changes of the clock come round: the same life, ahead of the real clock, by
 * which the platform would fire alarms that are due.
 */
const AHEAD_MS = 28 * 365.25 * 86_400_000
const { seed, count } = inject('lives')

describe.each([
  ['that stays in memory', false],
  ['evicted between calls', true],
])('an object %s', (_, evict) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(Array.from({ length: count }, (__, index) => seed + index))(
    '[PRO23] lives by its own alarms as a naive evaluator says: seed %i',
    async (caseSeed) => {
      const input = shiftCase(generateCase(createRandom(caseSeed)), AHEAD_MS)
      const life = new Life(input, `life-${caseSeed}${evict ? '-evicted' : ''}`, evict)
      await life.begin()
      for (const step of input.steps) await life.take(step)
      await life.end()
      expect(life.checks).toBeGreaterThan(input.steps.length)
    },
  )
})
