import { describe, expect, test } from 'vitest'
import {
  advance,
  applyEvent,
  compilePlan,
  createState,
  memberships,
  nextFlipAt,
  type SegmentState,
  upgradeState,
} from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, MINUTE, segmentOf, START } from './visitor.ts'

const bought = { event: 'Order Completed' }
const twice = segmentOf({ kind: 'event', ...bought, window: 'P7D', op: { gte: 2 } }, { id: 'twice' })
const idle = segmentOf(
  { kind: 'absence', after: { event: 'Product Added' }, none: bought, within: 'PT30M', activeFor: 'ever' },
  { id: 'idle' },
)

describe('time', () => {
  test('[SEG11] several flips in one step are told each at its own instant, in order', () => {
    const visitor = createVisitor(twice, idle)
    visitor.track(0, 'Order Completed')
    visitor.track(HOUR, 'Order Completed')
    visitor.track(HOUR, 'Product Added')
    expect(visitor.wait(30 * DAY)).toEqual([
      { segment: 'idle', type: 'entered', at: 90 * MINUTE },
      { segment: 'twice', type: 'exited', at: 7 * DAY },
    ])
  })

  test('[SEG11] time before an event passes before it; the clock never goes back', () => {
    const visitor = createVisitor(twice, idle)
    visitor.track(0, 'Product Added')
    expect(visitor.track(HOUR, 'Order Completed')).toEqual([
      { segment: 'idle', type: 'entered', at: 30 * MINUTE },
    ])
    expect(visitor.wait(0)).toEqual([])
    expect(visitor.state.clock).toBe(START + HOUR)
  })

  test('[SEG11] what is true of a new profile is told by its first step', () => {
    const visitor = createVisitor(segmentOf({ kind: 'event', ...bought, window: 'ever', op: { eq: 0 } }))
    expect(visitor.wait(5)).toEqual([{ segment: 'it', type: 'entered', at: 5 }])
  })

  test('[SEG16] an alarm is set for a change of membership, not for a flip that makes none', () => {
    const rule = segmentOf({
      all: [
        { kind: 'event', event: 'A', window: 'PT1H' },
        { not: { kind: 'event', event: 'B', window: 'PT3H' } },
      ],
    })
    const visitor = createVisitor(rule)
    visitor.track(0, 'A')
    expect(visitor.nextFlip()).toBe(HOUR)
    visitor.track(1, 'B')
    expect(visitor.nextFlip()).toBe(null)
    visitor.track(2.5 * HOUR, 'A')
    expect(visitor.nextFlip()).toBe(3 * HOUR + 1)
    visitor.wait(3 * HOUR + 1)
    expect(visitor.nextFlip()).toBe(3.5 * HOUR)
  })
})

test('[SEG16] an event that prolongs one condition may bring the change of a membership forward', () => {
  const rule = segmentOf({
    all: [
      { kind: 'event', event: 'A', window: 'PT1H' },
      { not: { kind: 'event', event: 'B', window: 'PT1H' } },
    ],
  })
  const visitor = createVisitor(
    rule,
    segmentOf({ kind: 'event', event: 'C', window: 'PT1H' }, { id: 'other' }),
  )
  visitor.track(0, 'A')
  visitor.track(0, 'B')
  visitor.track(10 * MINUTE, 'C')
  expect(visitor.nextFlip()).toBe(70 * MINUTE)
  visitor.track(30 * MINUTE, 'A')
  expect(visitor.nextFlip()).toBe(HOUR)
})

describe('late events', () => {
  test('[SEG12] leave the state as if they had come in time, and say that they were late', () => {
    const visitor = createVisitor(twice)
    visitor.track(2 * DAY, 'Order Completed')
    visitor.wait(4 * DAY)
    expect(visitor.track(DAY, 'Order Completed')).toEqual([
      { segment: 'twice', type: 'entered', at: 4 * DAY, reason: 'late' },
    ])
    expect(visitor.nextFlip()).toBe(8 * DAY)
  })

  test('[SEG12] undo an absence that was confirmed meanwhile', () => {
    const visitor = createVisitor(idle)
    visitor.track(0, 'Product Added')
    expect(visitor.isIn(HOUR)).toBe(false)
    expect(visitor.segments(HOUR)).toEqual(['idle'])
    expect(visitor.track(10 * MINUTE, 'Order Completed')).toEqual([
      { segment: 'idle', type: 'exited', at: HOUR, reason: 'late' },
    ])
  })

  test('[SEG13] any order of arrival makes the same profile', () => {
    const arrivals: [number, string][] = [
      [0, 'Product Added'],
      [10 * MINUTE, 'Order Completed'],
      [20 * MINUTE, 'Product Added'],
      [20 * MINUTE, 'Order Completed'],
    ]
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ]
    const found = orders.map((order) => {
      const plan = compilePlan([twice, idle], { timezone: 'UTC' })
      const state = createState(plan)
      const heard = new Set<number>()
      const event = (index: number) => {
        const [at = 0, name = ''] = arrivals[index] ?? []
        return { id: `m${index}`, type: 'track' as const, name, at: START + at }
      }
      const log = {
        scan: (from: number, to: number) =>
          [0, 1, 2, 3]
            .filter((index) => heard.has(index))
            .map(event)
            .filter(({ at }) => at > from && at <= to),
        facts: () => [],
      }
      for (const index of order) {
        heard.add(index)
        applyEvent(plan, state, event(index), START + HOUR, log)
      }
      advance(plan, state, START + HOUR, log)
      return [[...memberships(plan, state)], nextFlipAt(plan, state)]
    })
    expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify([['twice'], START + 7 * DAY + 10 * MINUTE])]),
    )
  })
})

describe('the state', () => {
  test('[SEG17] is plain JSON, and a profile that was put away wakes as it was', () => {
    const visitor = createVisitor(twice, idle)
    visitor.identify(0, { plan: 'pro' })
    visitor.facts(0, { geo: { country: 'US' } })
    visitor.track(0, 'Order Completed')
    visitor.track(1, 'Order Completed')
    visitor.track(2, 'Product Added')
    const woken = JSON.parse(JSON.stringify(visitor.state)) as SegmentState
    expect(woken).toEqual(visitor.state)
    expect(memberships(visitor.plan, woken)).toEqual(memberships(visitor.plan, visitor.state))
    expect(nextFlipAt(visitor.plan, woken)).toBe(nextFlipAt(visitor.plan, visitor.state))
    expect(advance(visitor.plan, woken, START + 9 * DAY, visitor.log)).toEqual(
      advance(visitor.plan, visitor.state, START + 9 * DAY, visitor.log),
    )
  })

  test('[SEG17] holds only what was touched, and equal leaves once', () => {
    const rules = Array.from({ length: 1000 }, (_, index) =>
      segmentOf({ kind: 'event', event: `Event ${index}`, window: 'P7D' }, { id: `rule-${index}` }),
    )
    const again = rules.map((rule) => segmentOf({ not: rule.when }, { id: `not-${rule.id}` }))
    const visitor = createVisitor(...rules, ...again)
    expect(Object.keys(visitor.state.leaves)).toHaveLength(0)
    visitor.track(0, 'Event 7')
    visitor.track(1, 'Event 8')
    expect(Object.keys(visitor.state.leaves)).toHaveLength(2)
  })

  test('[SEG17] of a leaf is bounded, whatever the history', () => {
    const visitor = createVisitor(twice, idle)
    for (let i = 0; i < 500; i++) {
      visitor.track(i * MINUTE, 'Order Completed')
      visitor.track(i * MINUTE, 'Product Added')
    }
    expect(JSON.stringify(visitor.state.leaves).length).toBeLessThan(200)
  })
})

describe('a new release', () => {
  const thrice = segmentOf({ kind: 'event', ...bought, window: 'P7D', op: { gte: 3 } }, { id: 'thrice' })

  test('[SEG18] keeps unchanged leaves without a look at the log, builds new ones from it, and lets go of the rest', () => {
    const visitor = createVisitor(twice, idle)
    for (const at of [0, HOUR, 2 * HOUR]) visitor.track(at, 'Order Completed')
    visitor.wait(3 * HOUR)
    const renamed = compilePlan([{ ...twice, id: 'renamed', name: 'Renamed' }, thrice], { timezone: 'UTC' })
    const { state, transitions } = upgradeState(renamed, visitor.state, START + 3 * HOUR, visitor.log)
    expect(transitions).toEqual([
      { segment: 'twice', type: 'exited', at: START + 3 * HOUR },
      { segment: 'renamed', type: 'entered', at: START + 3 * HOUR },
      { segment: 'thrice', type: 'entered', at: START + 3 * HOUR },
    ])
    expect(nextFlipAt(renamed, state)).toBe(START + 7 * DAY)
    expect(
      advance(renamed, state, START + 9 * DAY, visitor.log).map(({ segment, at }) => [segment, at - START]),
    ).toEqual([
      ['thrice', 7 * DAY],
      ['renamed', 7 * DAY + HOUR],
    ])
  })

  test('[SEG18] with the same rules scans nothing', () => {
    const visitor = createVisitor(twice, idle)
    visitor.track(0, 'Order Completed')
    const same = compilePlan([twice, idle], { timezone: 'UTC' })
    const log = {
      scan: () => {
        throw new Error('the log was read')
      },
      facts: () => [],
    }
    expect(upgradeState(same, visitor.state, START + HOUR, log).transitions).toEqual([])
  })

  test('[SEG18] a state of other rules is refused until it is upgraded', () => {
    const visitor = createVisitor(twice)
    const other = compilePlan([thrice], { timezone: 'UTC' })
    expect(() => memberships(other, visitor.state)).toThrow('upgradeState')
  })
})
