import { describe, expect, test } from 'vitest'
import type { AbsenceCondition } from '../../../shared/segment/index.ts'
import { createVisitor, HOUR, MINUTE, segmentOf } from './visitor.ts'

const idle: AbsenceCondition = {
  kind: 'absence',
  after: { event: 'Product Added' },
  none: { event: 'Order Completed' },
  within: 'PT30M',
  activeFor: 'PT2H',
}

describe('an absence condition', () => {
  test('[SEG7] begins to hold when the time is over, at that instant, and for `activeFor`', () => {
    const visitor = createVisitor(segmentOf(idle))
    visitor.track(0, 'Product Added')
    expect(visitor.nextFlip()).toBe(30 * MINUTE)
    expect(visitor.isIn(30 * MINUTE - 1)).toBe(false)
    expect(visitor.wait(9 * HOUR)).toEqual([
      { segment: 'it', type: 'entered', at: 30 * MINUTE },
      { segment: 'it', type: 'exited', at: 30 * MINUTE + 2 * HOUR },
    ])
  })

  test('[SEG7] is answered up to and at the last instant, not after it', () => {
    const answered = createVisitor(segmentOf(idle))
    answered.track(0, 'Product Added')
    answered.wait(30 * MINUTE)
    expect(answered.track(30 * MINUTE, 'Order Completed')).toEqual([
      { segment: 'it', type: 'exited', at: 30 * MINUTE },
    ])
    expect(answered.isIn(HOUR)).toBe(false)
    const tooLate = createVisitor(segmentOf(idle))
    tooLate.track(0, 'Product Added')
    tooLate.track(30 * MINUTE + 1, 'Order Completed')
    expect(tooLate.isIn(HOUR)).toBe(true)
  })

  test('[SEG8] a newer start restarts the clock, unless `restart` is false', () => {
    const restarting = createVisitor(segmentOf(idle))
    const keeping = createVisitor(segmentOf({ ...idle, restart: false }))
    for (const visitor of [restarting, keeping]) {
      visitor.track(0, 'Product Added')
      visitor.track(20 * MINUTE, 'Product Added')
    }
    expect(restarting.nextFlip()).toBe(50 * MINUTE)
    expect(keeping.nextFlip()).toBe(30 * MINUTE)
  })

  test('[SEG8] only `clearedBy` ends it before its time', () => {
    const visitor = createVisitor(
      segmentOf({ ...idle, activeFor: 'ever', clearedBy: { event: 'Order Completed' } }),
    )
    visitor.track(0, 'Product Added')
    visitor.track(HOUR, 'Product Added')
    expect(visitor.isIn(HOUR)).toBe(true)
    expect(visitor.track(2 * HOUR, 'Order Completed')).toEqual([
      { segment: 'it', type: 'exited', at: 2 * HOUR },
    ])
    expect(visitor.nextFlip()).toBe(null)
  })

  test('[SEG8] `key` runs a clock for each value', () => {
    const visitor = createVisitor(segmentOf({ ...idle, key: 'properties.cart_id' }))
    visitor.track(0, 'Product Added', { cart_id: 'a' })
    visitor.track(10 * MINUTE, 'Product Added', { cart_id: 'b' })
    visitor.track(20 * MINUTE, 'Order Completed', { cart_id: 'a' })
    visitor.track(21 * MINUTE, 'Product Added')
    expect(visitor.nextFlip()).toBe(40 * MINUTE)
    expect(visitor.wait(40 * MINUTE)).toEqual([{ segment: 'it', type: 'entered', at: 40 * MINUTE }])
    expect(visitor.nextFlip()).toBe(40 * MINUTE + 2 * HOUR)
  })

  test('[SEG17] keys that are over are let go', () => {
    const visitor = createVisitor(segmentOf({ ...idle, key: 'properties.cart_id' }))
    for (let cart = 0; cart < 500; cart++) visitor.track(cart * HOUR, 'Product Added', { cart_id: cart })
    expect(JSON.stringify(visitor.state.leaves).length).toBeLessThan(1500)
    expect(visitor.isIn(499 * HOUR + 30 * MINUTE)).toBe(true)
    expect(visitor.nextFlip()).toBe(499 * HOUR + 30 * MINUTE + 2 * HOUR)
  })
})
