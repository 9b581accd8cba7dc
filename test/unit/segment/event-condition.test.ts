import { describe, expect, test } from 'vitest'
import type { Op } from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, segmentOf } from './visitor.ts'

const viewed = { kind: 'event', event: 'Product Viewed' } as const

describe('an event condition', () => {
  test('[SEG5] holds while enough events lie in the window (now − W, now], to the millisecond', () => {
    const visitor = createVisitor(segmentOf({ ...viewed, window: 'P7D', op: { gte: 2 } }))
    visitor.track(0, 'Product Viewed')
    expect(visitor.isIn(HOUR)).toBe(false)
    expect(visitor.track(2 * HOUR, 'Product Viewed')).toEqual([
      { segment: 'it', type: 'entered', at: 2 * HOUR },
    ])
    expect(visitor.nextFlip()).toBe(7 * DAY)
    expect(visitor.isIn(7 * DAY - 1)).toBe(true)
    expect(visitor.wait(30 * DAY)).toEqual([{ segment: 'it', type: 'exited', at: 7 * DAY }])
    expect(visitor.nextFlip()).toBe(null)
  })

  const ops: [Op, number[]][] = [
    [{ gte: 2 }, [2, 3, 4]],
    [{ gt: 2 }, [3, 4]],
    [{ lte: 2 }, [0, 1, 2]],
    [{ lt: 2 }, [0, 1]],
    [{ eq: 2 }, [2]],
    [{ ne: 2 }, [0, 1, 3, 4]],
    [{ between: [1, 3] }, [1, 2, 3]],
    [{ eq: 0 }, [0]],
    [{ eq: 1.5 }, []],
    [{ gte: 0 }, [0, 1, 2, 3, 4]],
  ]
  test.each(ops)('[SEG5] compares the count: %j', (op, expected) => {
    for (const window of ['P7D', 'ever'] as const) {
      const visitor = createVisitor(segmentOf({ ...viewed, window, op }))
      const counts: number[] = []
      for (let count = 0; count <= 4; count++) {
        if (count > 0) visitor.track(count, 'Product Viewed')
        if (visitor.isIn(count)) counts.push(count)
      }
      expect(counts).toEqual(expected)
    }
  })

  test('[SEG5] a count falls again as events leave the window', () => {
    const visitor = createVisitor(segmentOf({ ...viewed, window: 'P1D', op: { eq: 1 } }))
    visitor.track(0, 'Product Viewed')
    visitor.track(HOUR, 'Product Viewed')
    expect(visitor.isIn(2 * HOUR)).toBe(false)
    expect(visitor.wait(9 * DAY)).toEqual([
      { segment: 'it', type: 'entered', at: DAY },
      { segment: 'it', type: 'exited', at: DAY + HOUR },
    ])
  })

  test('[SEG6] `ever` never expires, and `eq: 0` says never', () => {
    const visitor = createVisitor(segmentOf({ ...viewed, window: 'ever', op: { eq: 0 } }))
    expect(visitor.isIn(0)).toBe(true)
    visitor.track(HOUR, 'Product Viewed')
    expect(visitor.isIn(1000 * DAY)).toBe(false)
    expect(visitor.nextFlip()).toBe(null)
  })

  test('[SEG6] takes several names, any name, and what the event carries', () => {
    const several = segmentOf(
      { kind: 'event', event: ['A', 'B'], window: 'ever', op: { gte: 2 } },
      { id: 'several' },
    )
    const any = segmentOf({ kind: 'event', event: '*', window: 'ever', op: { gte: 3 } }, { id: 'any' })
    const where = { 'properties.price': { $gte: 100 }, 'properties.tags': { $in: ['sale', 'new'] } }
    const carrying = segmentOf({ kind: 'event', event: 'B', where, window: 'ever' }, { id: 'carrying' })
    const visitor = createVisitor(several, any, carrying)
    visitor.track(1, 'A')
    expect(visitor.segments(1)).toEqual([])
    visitor.track(2, 'B', { price: 100, tags: ['new', 'red'] })
    expect(visitor.segments(2)).toEqual(['carrying', 'several'])
    visitor.track(3, 'C')
    expect(visitor.segments(3)).toEqual(['any', 'carrying', 'several'])
  })

  test('[SEG4] operators over time in an event’s `where` look from the event’s own instant', () => {
    const where = { 'properties.delivery': { $withinNext: 'P2D' } }
    const visitor = createVisitor(segmentOf({ kind: 'event', event: 'Ordered', where, window: 'ever' }))
    visitor.track(0, 'Ordered', { delivery: '2026-11-05' })
    expect(visitor.isIn(4 * DAY)).toBe(false)
    visitor.track(4 * DAY, 'Ordered', { delivery: '2026-11-06' })
    expect(visitor.isIn(400 * DAY)).toBe(true)
  })
})
