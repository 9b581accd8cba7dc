import { describe, expect, test } from 'vitest'
import {
  compilePlan,
  type Condition,
  describeSegment,
  upgradeState,
  validateSegments,
} from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, segmentOf, START } from './visitor.ts'

const bought: Condition = { kind: 'event', event: 'Order Completed', window: 'P7D', op: { gte: 2 } }
const lapsed: Condition = { kind: 'event', event: 'Order Completed', window: 'P7D', op: { eq: 0 } }

/** `type day` for each transition. */
const told = (transitions: { type: string; at: number }[]) =>
  transitions.map(({ type, at }) => `${type} ${at / DAY}`)

describe('how one leaves', () => {
  test('[SEG34] `exit.when` keeps members in though `when` no longer holds', () => {
    const visitor = createVisitor(segmentOf(bought, { exit: { when: lapsed } }))
    visitor.track(0, 'Order Completed')
    visitor.track(DAY, 'Order Completed')
    expect(visitor.isIn(7.5 * DAY)).toBe(true)
    expect(told(visitor.wait(99 * DAY))).toEqual(['exited 8'])
  })

  test('[SEG34] never before `minStay`, at the latest at `maxStay`', () => {
    const atLeast = createVisitor(
      segmentOf({ kind: 'event', event: 'A', window: 'P1D' }, { exit: { minStay: 'P3D' } }),
    )
    atLeast.track(0, 'A')
    expect(told(atLeast.wait(99 * DAY))).toEqual(['exited 3'])
    const atMost = createVisitor(
      segmentOf({ kind: 'event', event: 'A', window: 'ever' }, { exit: { maxStay: 'P3D' } }),
    )
    atMost.track(0, 'A')
    expect(atMost.nextFlip()).toBe(3 * DAY)
    expect(told(atMost.wait(99 * DAY))).toEqual(['exited 3'])
    atMost.track(100 * DAY, 'A')
    expect(atMost.isIn(101 * DAY)).toBe(false)
  })
})

describe('how one comes back', () => {
  const active: Condition = { kind: 'event', event: 'A', window: 'P1D' }

  test('[SEG35] once only, or after a cooldown, and not before `when` was once not true', () => {
    const once = createVisitor(segmentOf(active, { reentry: 'once' }))
    const cooling = createVisitor(segmentOf(active, { reentry: { cooldown: 'P5D' } }))
    for (const visitor of [once, cooling]) for (const day of [0, 2, 5.5]) visitor.track(day * DAY, 'A')
    expect(told(once.wait(99 * DAY))).toEqual([])
    expect(once.isIn(99 * DAY)).toBe(false)
    // In from 0 to 1, cool until 6, when the event of 5.5 still counts.
    expect(told(cooling.wait(99 * DAY))).toEqual(['entered 6', 'exited 6.5'])
  })
})

describe('a condition on another membership', () => {
  const base = segmentOf({ kind: 'event', event: 'A', window: 'P7D' }, { id: 'base' })

  test('[SEG36] of who is out is known before the first event, where facts alone say so', () => {
    const visitor = createVisitor(
      segmentOf({ kind: 'bucket', seed: 's', range: [0.25, 0.75] }, { id: 'half' }),
      segmentOf({ kind: 'segment', id: 'half', is: 'out', for: 'PT12H' }),
    )
    expect(visitor.isIn(0)).toBe(false)
    visitor.facts(1, { identity: { unit: 'w' } })
    expect(visitor.isIn(1)).toBe(true)
  })

  test('[SEG36] `for` and `enteredWithin` count from the instant of entering or leaving', () => {
    const visitor = createVisitor(
      base,
      segmentOf({ kind: 'segment', id: 'base', is: 'in', for: 'P3D' }, { id: 'long' }),
      segmentOf({ kind: 'segment', id: 'base', is: 'in', enteredWithin: 'P1D' }, { id: 'new' }),
      segmentOf({ kind: 'segment', id: 'base', is: 'out', for: 'P2D' }, { id: 'gone' }),
    )
    visitor.track(0, 'A')
    expect(visitor.segments(0)).toEqual(['base', 'new'])
    expect(visitor.wait(99 * DAY).map(({ segment, type, at }) => `${at / DAY} ${segment} ${type}`)).toEqual([
      '1 new exited',
      '3 long entered',
      '7 base exited',
      '7 long exited',
      '9 gone entered',
    ])
  })

  test('[SEG12] a late event puts right since when', () => {
    const visitor = createVisitor(
      base,
      segmentOf({ kind: 'segment', id: 'base', is: 'in', for: 'P3D' }, { id: 'long' }),
    )
    visitor.track(2 * DAY, 'A')
    visitor.wait(4 * DAY)
    expect(visitor.track(0, 'A')).toEqual([{ segment: 'long', type: 'entered', at: 4 * DAY, reason: 'late' }])
  })

  test('[SEG18] a new release finds out from the log since when', () => {
    const visitor = createVisitor(base)
    visitor.track(0, 'A')
    visitor.wait(4 * DAY)
    const plan = compilePlan([base, segmentOf({ kind: 'segment', id: 'base', is: 'in', for: 'P3D' })], {
      timezone: 'UTC',
    })
    const { transitions } = upgradeState(plan, visitor.state, START + 4 * DAY, visitor.log)
    expect(transitions).toEqual([{ segment: 'it', type: 'entered', at: START + 4 * DAY }])
  })

  test('[SEG22] what cannot be is refused', () => {
    const issues = validateSegments([
      segmentOf({ kind: 'segment', id: 'base', is: 'out', enteredWithin: 'P1D' }),
      { ...base, exit: { minStay: 'P3D', maxStay: 'P1D', when: { kind: 'segment', id: 'base', is: 'in' } } },
    ])
    expect(issues.map(({ pointer }) => pointer)).toEqual([
      '/segments/0/when/enteredWithin',
      '/segments/1/exit/maxStay',
      '/segments/1/when',
    ])
  })
})

describe('a condition at the moment of an event', () => {
  const researched: Condition = {
    kind: 'asOf',
    anchor: { event: 'Order Completed' },
    holds: {
      all: [
        {
          kind: 'event',
          event: 'Product Viewed',
          window: 'P14D',
          agg: { distinct: 'properties.sku' },
          op: { gte: 2 },
        },
        { kind: 'event', event: 'Order Completed', window: 'ever', op: { eq: 0 } },
      ],
    },
    window: 'P90D',
  }

  test('[SEG37] sees the log up to and without that event', () => {
    const visitor = createVisitor(segmentOf(researched))
    visitor.track(0, 'Product Viewed', { sku: 'a' })
    visitor.track(HOUR, 'Product Viewed', { sku: 'b' })
    expect(visitor.track(2 * HOUR, 'Order Completed')).toEqual([
      { segment: 'it', type: 'entered', at: 2 * HOUR },
    ])
    visitor.track(3 * HOUR, 'Order Completed')
    expect(told(visitor.wait(200 * DAY))).toEqual([`exited ${90 + 2 / 24}`])
  })

  test('[SEG12] a late event before it changes what was true then', () => {
    const visitor = createVisitor(segmentOf(researched))
    visitor.track(0, 'Product Viewed', { sku: 'a' })
    visitor.track(2 * HOUR, 'Order Completed')
    expect(visitor.isIn(2 * HOUR)).toBe(false)
    visitor.track(HOUR, 'Product Viewed', { sku: 'b' })
    expect(visitor.isIn(2 * HOUR)).toBe(true)
  })

  test('[SEG22] may not ask for another segment', () => {
    const holds: Condition = { not: { kind: 'segment', id: 'it', is: 'in' } }
    expect(validateSegments([segmentOf({ ...researched, holds })]).map(({ pointer }) => pointer)).toContain(
      '/segments/0/when/holds',
    )
  })
})

test('[SEG21] how one leaves and comes back is said too', () => {
  expect(
    describeSegment(
      segmentOf(bought, { exit: { when: lapsed, minStay: 'P30D' }, reentry: { cooldown: 'P7D' } }),
    ),
  ).toBe(
    'Visitors who did “Order Completed” at least twice in the last 7 days. They stay until they did not do “Order Completed” in the last 7 days. They stay for at least 30 days. They come back after 7 days at the earliest.',
  )
})

test('[SEG50] a segment may have the name of a member of every object', () => {
  const visitor = createVisitor(segmentOf(bought, { id: 'constructor' }))
  expect(visitor.segments(0)).toEqual([])
  visitor.track(0, 'Order Completed')
  expect(visitor.track(DAY, 'Order Completed')).toMatchObject([{ segment: 'constructor', type: 'entered' }])
  expect(visitor.segments(2 * DAY)).toEqual(['constructor'])
  expect(visitor.segments(8 * DAY)).toEqual([])
})
