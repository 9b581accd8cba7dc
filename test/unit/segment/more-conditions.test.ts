import { hashV2 } from '../../../shared/experiment/index.ts'
import { describe, expect, test } from 'vitest'
import {
  type Condition,
  compilePlan,
  evaluateContextual,
  type Step,
  validateSegments,
} from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, MINUTE, segmentOf, START } from './visitor.ts'

describe('a pick condition', () => {
  const changed = { kind: 'pick', event: 'Plan Changed', window: 'ever' } as const
  const isPro = { 'properties.plan': 'pro' }

  test('[SEG30] asks whether the first or the last event fits', () => {
    const visitor = createVisitor(
      segmentOf({ ...changed, pick: 'last', has: isPro }, { id: 'last' }),
      segmentOf({ ...changed, pick: 'first', has: isPro }, { id: 'first' }),
      segmentOf({ ...changed, pick: 'first', has: isPro, window: 'P1D' }, { id: 'today' }),
    )
    visitor.track(0, 'Plan Changed', { plan: 'free' })
    visitor.track(HOUR, 'Plan Changed', { plan: 'pro' })
    expect(visitor.segments(HOUR)).toEqual(['last'])
    expect(visitor.segments(DAY)).toEqual(['last', 'today'])
    visitor.track(DAY, 'Plan Changed', { plan: 'free' })
    expect(visitor.segments(DAY)).toEqual(['today'])
    visitor.track(-HOUR, 'Plan Changed', { plan: 'pro' })
    expect(visitor.segments(DAY)).toEqual(['first', 'today'])
  })

  test('[SEG30] asks for the most frequent value; of several the newest wins', () => {
    const category = 'properties.category'
    const visitor = createVisitor(
      segmentOf({
        kind: 'pick',
        pick: 'mostFrequent',
        event: 'Product Viewed',
        of: category,
        has: { [category]: 'shoes' },
        window: 'P30D',
      }),
    )
    visitor.track(0, 'Product Viewed', { category: 'shoes' })
    expect(visitor.isIn(0)).toBe(true)
    visitor.track(DAY, 'Product Viewed', { category: 'hats' })
    visitor.track(DAY, 'Product Viewed')
    expect(visitor.isIn(DAY)).toBe(false)
    visitor.track(2 * DAY, 'Product Viewed', { category: 'shoes' })
    expect(visitor.wait(99 * DAY).map(({ at }) => at)).toEqual([32 * DAY])
  })

  test('[SEG22] of a value that was picked nothing else can be asked', () => {
    const pick = { kind: 'pick', pick: 'mostFrequent', event: 'A', window: 'ever' } as const
    expect(validateSegments([segmentOf({ ...pick, has: { 'properties.a': 1 } })])).toMatchObject([
      { pointer: '/segments/0/when/of' },
    ])
    expect(
      validateSegments([segmentOf({ ...pick, of: 'properties.a', has: { 'properties.b': 1 } })]),
    ).toMatchObject([{ found: '"properties.b"' }])
  })
})

describe('a sequence', () => {
  const sequence = (steps: Step[], rest: object = {}): Condition => ({
    kind: 'sequence',
    steps,
    completedIn: 'P30D',
    ...rest,
  })
  const run = (condition: Condition, ...events: [number, string, string?][]) => {
    const visitor = createVisitor(segmentOf(condition))
    for (const [at, name, cart] of events) visitor.track(at, name, cart === undefined ? {} : { cart })
    return visitor.isIn(Math.max(...events.map(([at]) => at)))
  }

  test('[SEG31] holds when some strictly ordered choice of events fits, for as long as its last lies in the window', () => {
    const visitor = createVisitor(segmentOf(sequence([{ event: 'A' }, { event: 'B' }])))
    visitor.track(0, 'B')
    visitor.track(HOUR, 'A')
    expect(visitor.isIn(HOUR)).toBe(false)
    visitor.track(2 * HOUR, 'B')
    expect(visitor.wait(99 * DAY)).toEqual([{ segment: 'it', type: 'exited', at: 30 * DAY + 2 * HOUR }])
    expect(run(sequence([{ event: 'A' }, { event: 'A' }]), [0, 'A'])).toBe(false)
  })

  test('[SEG31] `within` counts from the step before, `total` from the first', () => {
    const steps = [{ event: 'A' }, { event: 'B', within: 'PT1H' }, { event: 'C' }]
    expect(run(sequence(steps), [0, 'A'], [HOUR, 'B'], [9 * HOUR, 'C'])).toBe(true)
    expect(run(sequence(steps), [0, 'A'], [HOUR + 1, 'B'], [9 * HOUR, 'C'])).toBe(false)
    expect(run(sequence(steps), [0, 'A'], [HOUR, 'A'], [2 * HOUR, 'B'], [9 * HOUR, 'C'])).toBe(true)
    expect(run(sequence(steps, { total: 'PT8H' }), [0, 'A'], [HOUR, 'B'], [8 * HOUR, 'C'])).toBe(true)
    expect(run(sequence(steps, { total: 'PT8H' }), [0, 'A'], [HOUR, 'B'], [8 * HOUR + 1, 'C'])).toBe(false)
  })

  test('[SEG31] `times`, `noneBetween` and `immediately`', () => {
    const twice = sequence([{ event: 'A' }, { event: 'B', times: 2, within: 'PT1H' }])
    expect(run(twice, [0, 'A'], [1, 'B'])).toBe(false)
    expect(run(twice, [0, 'A'], [1, 'B'], [HOUR, 'B'])).toBe(true)
    expect(run(twice, [0, 'A'], [1, 'B'], [HOUR + 1, 'B'])).toBe(false)
    const quiet = sequence([{ event: 'A' }, { event: 'B', noneBetween: { event: 'C' } }])
    expect(run(quiet, [0, 'A'], [1, 'C'], [2, 'B'])).toBe(false)
    expect(run(quiet, [0, 'A'], [1, 'C'], [2, 'A'], [3, 'B'])).toBe(true)
    const direct = sequence([{ event: 'A' }, { event: 'B', immediately: true }])
    expect(run(direct, [0, 'A'], [1, 'Z'], [2, 'B'])).toBe(false)
    expect(run(direct, [0, 'A'], [2, 'B'])).toBe(true)
  })

  test('[SEG31] `key` keeps the values apart', () => {
    const perCart = sequence([{ event: 'A' }, { event: 'B' }], { key: 'properties.cart' })
    expect(run(perCart, [0, 'A', 'x'], [1, 'B', 'y'])).toBe(false)
    expect(run(perCart, [0, 'A', 'x'], [1, 'B', 'y'], [2, 'B', 'x'])).toBe(true)
  })

  test('[SEG12] a late event completes a sequence, or comes between its steps', () => {
    const late = createVisitor(
      segmentOf(sequence([{ event: 'A' }, { event: 'B', noneBetween: { event: 'C' } }])),
    )
    late.track(2 * HOUR, 'B')
    late.track(HOUR, 'A')
    expect(late.isIn(2 * HOUR)).toBe(true)
    expect(late.track(90 * MINUTE, 'C')).toEqual([
      { segment: 'it', type: 'exited', at: 2 * HOUR, reason: 'late' },
    ])
  })

  test('[SEG22] the first step has none before it', () => {
    const issues = validateSegments([
      segmentOf(sequence([{ event: 'A', within: 'P1D', immediately: true }, { event: 'B' }])),
    ])
    expect(issues.map(({ pointer }) => pointer)).toEqual([
      '/segments/0/when/steps/0/within',
      '/segments/0/when/steps/0/immediately',
    ])
  })
})

describe('a score', () => {
  test('[SEG32] is unknown while there is none and when it is stale; the newest counts', () => {
    const risk: Condition = { kind: 'score', model: 'churn', op: { gte: 0.7 }, maxAge: 'P14D' }
    const visitor = createVisitor(segmentOf(risk, { id: 'risk' }), segmentOf({ not: risk }, { id: 'safe' }))
    expect(visitor.segments(0)).toEqual([])
    visitor.track(0, 'Score Updated', { model: 'value', value: 1 })
    expect(visitor.segments(0)).toEqual([])
    visitor.track(DAY, 'Score Updated', { model: 'churn', value: 0.8 })
    visitor.track(HOUR, 'Score Updated', { model: 'churn', value: 0.1 })
    expect(visitor.segments(DAY)).toEqual(['risk'])
    expect(visitor.nextFlip()).toBe(15 * DAY)
    expect(visitor.segments(15 * DAY)).toEqual([])
    expect(visitor.explain(15 * DAY, 'safe').truth).toBe('unknown')
    visitor.track(16 * DAY, 'Score Updated', { model: 'churn', value: 0.2 })
    expect(visitor.segments(16 * DAY)).toEqual(['safe'])
  })
})

describe('a bucket', () => {
  const half: Condition = { kind: 'bucket', seed: 'holdout', range: [0, 0.5] }

  test('[SEG33] holds for the units that GrowthBook’s hash puts there; without a unit it is unknown', () => {
    const plan = compilePlan([segmentOf(half), segmentOf({ not: half }, { id: 'rest' })], { timezone: 'UTC' })
    expect([...evaluateContextual(plan, {}, START)]).toEqual([])
    for (let i = 0; i < 200; i++) {
      const expected = hashV2('holdout', `unit-${i}`) < 0.5 ? 'it' : 'rest'
      expect([...evaluateContextual(plan, { identity: { unit: `unit-${i}` } }, START)]).toEqual([expected])
    }
    const visitor = createVisitor(segmentOf({ not: half }))
    expect(visitor.isIn(0)).toBe(false)
    visitor.facts(1, { identity: { unit: 'unit-1' } })
    expect(visitor.isIn(1)).toBe(hashV2('holdout', 'unit-1') >= 0.5)
  })

  test('[SEG22] needs a range that is one', () => {
    expect(validateSegments([segmentOf({ ...half, range: [0.5, 0.5] })])).toMatchObject([
      { pointer: '/segments/0/when/range' },
    ])
  })
})
