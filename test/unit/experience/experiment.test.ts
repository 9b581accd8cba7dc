import { describe, expect, test } from 'vitest'
import { hashV2 } from '../../../shared/experiment/index.ts'
import { contentOf, decideHero, showing } from './content.ts'

const UNITS = Array.from({ length: 20_000 }, (_, index) => `unit-${index}`)

const twoVariants = [
  { id: 'baseline', fields: null },
  { id: 'bold', fields: { text: 'bold' } },
]

function share(units: readonly string[], holds: (unit: string) => boolean): number {
  return units.filter(holds).length / units.length
}

describe('an experiment', () => {
  const content = contentOf([
    showing('headline', { variants: twoVariants, experiment: { distribution: [0.3, 0.7] } }),
    showing('next'),
  ])
  const variantOf = (unit: string) => decideHero(content, { unit }).variant

  test('[DEC11] gives each unit the variant that the hash of its seed names, always the same', () => {
    for (const unit of UNITS.slice(0, 500)) {
      expect(variantOf(unit)).toBe(hashV2('headline', unit) < 0.3 ? 'baseline' : 'bold')
    }
    expect(decideHero(content)).toMatchObject({ reason: 'SPLIT', experience: 'headline' })
  })

  test('[DEC11] can share its seed with another, and then splits like it', () => {
    const twin = contentOf([
      showing('other-id', {
        variants: twoVariants,
        experiment: { seed: 'headline', distribution: [0.3, 0.7] },
      }),
    ])
    for (const unit of UNITS.slice(0, 500)) expect(decideHero(twin, { unit }).variant).toBe(variantOf(unit))
  })

  test('[DEC11] leaves no unit without a variant where rounded shares end short of 1', () => {
    const thirds = contentOf([
      showing('thirds', {
        variants: [...twoVariants, { id: 'third', fields: { text: '3' } }],
        experiment: { distribution: [0.333333, 0.333333, 0.333333] },
      }),
    ])
    for (const unit of UNITS) expect(decideHero(thirds, { unit }).reason).toBe('SPLIT')
  })

  test('[DEC13] a variant without fields shows the default, and says which variant that was', () => {
    const unit = UNITS.find((candidate) => variantOf(candidate) === 'baseline')!
    expect(decideHero(content, { unit })).toMatchObject({
      reason: 'SPLIT',
      experience: 'headline',
      variant: 'baseline',
      html: null,
      fields: { text: 'the default' },
    })
  })

  test('[DEC10] asks the next experience for those outside of its traffic', () => {
    const partial = contentOf([
      showing('headline', {
        variants: twoVariants,
        experiment: { distribution: [0.5, 0.5], trafficAllocation: 0.2 },
      }),
      showing('next'),
    ])
    const isInside = (unit: string) => decideHero(partial, { unit }).experience === 'headline'
    expect(share(UNITS, isInside)).toBeCloseTo(0.2, 1)
    const outside = UNITS.find((unit) => !isInside(unit))!
    expect(decideHero(partial, { unit: outside, explain: true })).toMatchObject({
      reason: 'TARGETING_MATCH',
      experience: 'next',
      considered: ['headline: the visitor is not among the 20 % that take part.', 'next: shows only.'],
    })
  })
})

describe('a holdout', () => {
  const content = contentOf([showing('offer', { holdout: 0.1 }), showing('next')])
  const isHeldOut = (unit: string) => decideHero(content, { unit }).reason === 'HOLDOUT'

  test('[DEC9] keeps its share on the default, and asks no other experience for them', () => {
    expect(share(UNITS, isHeldOut)).toBeCloseTo(0.1, 1)
    expect(decideHero(content, { unit: UNITS.find(isHeldOut)!, explain: true })).toMatchObject({
      reason: 'HOLDOUT',
      experience: 'offer',
      variant: null,
      html: null,
      fields: { text: 'the default' },
      considered: [
        'offer: the visitor is among the 10 % held out and keeps the default.',
        'next: not asked, one before it decided.',
      ],
    })
  })

  test('[DEC9] holds out nobody at 0 and everybody at 1', () => {
    const nobody = contentOf([showing('offer', { holdout: 0 })])
    const everybody = contentOf([showing('offer', { holdout: 1 })])
    for (const unit of UNITS.slice(0, 500)) {
      expect(decideHero(nobody, { unit }).reason).toBe('TARGETING_MATCH')
      expect(decideHero(everybody, { unit }).reason).toBe('HOLDOUT')
    }
  })
})

describe('holdout, traffic and split', () => {
  test('[DEC11] are drawn independently of each other', () => {
    const content = (more: object) =>
      contentOf([
        showing('offer', {
          variants: twoVariants,
          experiment: { distribution: [0.5, 0.5], ...more },
        }),
        showing('next'),
      ])
    const all = content({})
    const half = content({ trafficAllocation: 0.5 })
    const withHoldout = contentOf([
      showing('offer', {
        holdout: 0.5,
        variants: twoVariants,
        experiment: { distribution: [0.5, 0.5], trafficAllocation: 0.5 },
      }),
      showing('next'),
    ])
    const isBold = (unit: string) => decideHero(all, { unit }).variant === 'bold'
    const takesPart = (unit: string) => decideHero(half, { unit }).experience === 'offer'
    const isHeldOut = (unit: string) => decideHero(withHoldout, { unit }).reason === 'HOLDOUT'
    for (const [a, b] of [
      [isBold, takesPart],
      [isBold, isHeldOut],
      [takesPart, isHeldOut],
    ] as const) {
      expect(share(UNITS.filter(a), b)).toBeCloseTo(share(UNITS, b), 1)
      expect(Math.abs(share(UNITS.filter(a), b) - 0.5)).toBeLessThan(0.02)
    }
  })
})

describe('a visitor without a profile', () => {
  test('[DEC12] passes over what must tell visitors apart, and gets the rest', () => {
    const content = contentOf([
      showing('split', { variants: twoVariants, experiment: { distribution: [0.5, 0.5] } }),
      showing('held-out', { holdout: 0.1 }),
      showing('plain'),
    ])
    expect(decideHero(content, { unit: null, explain: true })).toMatchObject({
      experience: 'plain',
      considered: [
        'split: needs a visitor id to split or hold out by, and there is none.',
        'held-out: needs a visitor id to split or hold out by, and there is none.',
        'plain: shows only.',
      ],
    })
  })
})
