import { GrowthBook } from '@growthbook/growthbook'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bucketRanges, chooseVariant, hashV2 } from '../../../shared/experiment/index.ts'

const SEED = 20_261_122

describe('assignment', () => {
  test('[DEC1] hashes the published vectors of version 2', () => {
    expect(hashV2('seed', 'a')).toBe(0.0505)
    expect(hashV2('foo', 'def')).toBe(0.2019)
  })

  test('[DEC1] [DEC2] puts every unit where GrowthBook puts it, and gives it the same variant', () => {
    const shares = fc
      .array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 5 })
      .map((parts) => parts.map((part) => part / parts.reduce((a, b) => a + b)))
    const unit = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
    const seed = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
    const coverage = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)
    fc.assert(
      fc.property(seed, unit, shares, coverage, (seed, unit, weights, coverage) => {
        const theirs = new GrowthBook({ attributes: { id: unit } }).run({
          key: 'experiment',
          variations: weights.map((_, index) => index) as [number, number, ...number[]],
          hashVersion: 2,
          seed,
          weights,
          coverage,
        })
        const hash = hashV2(seed, unit)
        const variant = chooseVariant(hash, bucketRanges(coverage, weights))
        expect(variant).toBe(theirs.inExperiment ? theirs.variationId : -1)
        if (theirs.inExperiment) expect(hash).toBe(theirs.bucket)
      }),
      { seed: SEED, numRuns: 5_000 },
    )
  })

  test('[DEC2] moves nobody to another variant when the coverage grows', () => {
    const small = bucketRanges(0.3, [0.2, 0.5, 0.3])
    const large = bucketRanges(0.9, [0.2, 0.5, 0.3])
    for (let place = 0; place < 10_000; place++) {
      const before = chooseVariant(place / 10_000, small)
      if (before !== -1) expect(chooseVariant(place / 10_000, large)).toBe(before)
    }
  })

  test('[DEC2] spreads units as the weights say', () => {
    const ranges = bucketRanges(1, [0.2, 0.5, 0.3])
    const counts = [0, 0, 0]
    for (let unit = 0; unit < 20_000; unit++)
      counts[chooseVariant(hashV2('spread', `unit-${unit}`), ranges)]!++
    for (const [variant, share] of [0.2, 0.5, 0.3].entries()) {
      expect(Math.abs(counts[variant]! / 20_000 - share)).toBeLessThan(0.012)
    }
  })
})
