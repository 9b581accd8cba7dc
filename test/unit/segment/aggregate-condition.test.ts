import { describe, expect, test } from 'vitest'
import { addExactly, exactSum } from '../../../shared/segment/aggregate/exact-sum.ts'
import {
  type Aggregation,
  compilePlan,
  createState,
  type Op,
  validateSegments,
  type Window,
} from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, segmentOf } from './visitor.ts'

const bought = { kind: 'event', event: 'Order Completed' } as const
const revenue = 'properties.revenue'

const windows: readonly Window[] = [
  'ever',
  'P7D',
  { between: ['P8D', 'P1D'] },
  { from: '2026-11-01' },
  { calendar: 'week', offset: -1 },
]

describe('an aggregate', () => {
  const cases: [Aggregation, Op, unknown[], boolean][] = [
    [{ sum: revenue }, { gt: 500 }, [200, 300], false],
    [{ sum: revenue }, { gt: 500 }, [200, 300, 0.01], true],
    [{ sum: revenue }, { lt: 100 }, [], true],
    [{ sum: revenue }, { eq: 0 }, [5, -5], true],
    [{ avg: revenue }, { gte: 100 }, [50, 150], true],
    [{ avg: revenue }, { lt: 100 }, [], false],
    [{ avg: revenue }, { ne: 3 }, [], false],
    [{ min: revenue }, { gte: 10 }, [30, 10], true],
    [{ min: revenue }, { lt: 10 }, [], false],
    [{ max: revenue }, { between: [20, 30] }, [10, 30], true],
    [{ distinct: revenue }, { gte: 2 }, [1, 1, '1'], true],
    [{ distinct: revenue }, { eq: 1 }, [1, null, 1], true],
    [{ sum: revenue }, { eq: 7 }, [7, '100', null, true, [3]], true],
  ]
  test.each(cases)('[SEG26] %j %j of %j: %j', (agg, op, values, expected) => {
    for (const window of windows) {
      const visitor = createVisitor(segmentOf({ ...bought, window, agg, op }))
      for (const [index, value] of values.entries()) {
        visitor.track(index, 'Order Completed', value === undefined ? {} : { revenue: value as number })
      }
      expect([window, visitor.isIn(window === 'P7D' || window === 'ever' ? HOUR : 2 * DAY)]).toEqual([
        window,
        expected,
      ])
    }
  })

  test('[SEG26] changes at the instant at which an event leaves', () => {
    const visitor = createVisitor(
      segmentOf({ ...bought, window: 'P1D', agg: { avg: revenue }, op: { gte: 100 } }),
    )
    visitor.track(0, 'Order Completed', { revenue: 10 })
    visitor.track(HOUR, 'Order Completed', { revenue: 110 })
    expect(visitor.nextFlip()).toBe(DAY)
    expect(visitor.wait(9 * DAY)).toEqual([
      { segment: 'it', type: 'entered', at: DAY },
      { segment: 'it', type: 'exited', at: DAY + HOUR },
    ])
  })

  test('[SEG27] a sum is the true one, in whatever order its parts come and go', () => {
    const parts: number[] = []
    for (const value of [0.1, 1e16, 0.2, 0.3, -1e16]) addExactly(parts, value)
    expect(exactSum(parts)).toBe(0.6)
    for (const value of [0.1, 0.2, 0.3]) addExactly(parts, -value)
    expect(exactSum(parts)).toBe(0)
    expect(parts).toEqual([])
  })

  test('[SEG17] the state of extremes and of distinct values is no longer than the answer needs', () => {
    const visitor = createVisitor(
      segmentOf({ ...bought, window: 'P30D', agg: { max: revenue }, op: { gte: 1 } }, { id: 'max' }),
      segmentOf(
        { ...bought, window: 'P30D', agg: { distinct: revenue }, op: { gte: 3 } },
        { id: 'distinct' },
      ),
      segmentOf({ ...bought, window: 'ever', agg: { sum: revenue }, op: { gte: 3 } }, { id: 'sum' }),
    )
    for (let i = 0; i < 500; i++) visitor.track(i, 'Order Completed', { revenue: i % 50 })
    expect(JSON.stringify(visitor.state.leaves).length).toBeLessThan(500)
  })

  test('[SEG22] needs something to compare with, and a path that is there', () => {
    const issues = validateSegments([
      segmentOf({ ...bought, window: 'ever', agg: { sum: 'revenue' } }),
      segmentOf({ ...bought, window: { between: ['P1D', 'P2D'] } }, { id: 'b' }),
      segmentOf({ ...bought, window: { from: '2026-02-01', to: '2026-01-01' } }, { id: 'c' }),
    ])
    expect(issues.map(({ pointer }) => pointer)).toEqual([
      '/segments/0/when/agg/sum',
      '/segments/0/when/op',
      '/segments/1/when/window/between',
      '/segments/2/when/window/to',
    ])
  })
})

describe('a window', () => {
  test('[SEG28] between so long ago and so long ago: events come in late and leave later', () => {
    const visitor = createVisitor(segmentOf({ ...bought, window: { between: ['P90D', 'P30D'] } }))
    visitor.track(0, 'Order Completed')
    expect(visitor.wait(200 * DAY)).toEqual([
      { segment: 'it', type: 'entered', at: 30 * DAY },
      { segment: 'it', type: 'exited', at: 90 * DAY },
    ])
  })

  test('[SEG28] from an instant, included, to another, not included', () => {
    const visitor = createVisitor(
      segmentOf({ ...bought, window: { from: '2026-11-02', to: '2026-11-03' }, op: { eq: 1 } }),
    )
    visitor.track(DAY - 1, 'Order Completed')
    visitor.track(2 * DAY, 'Order Completed')
    expect(visitor.isIn(2 * DAY)).toBe(false)
    visitor.track(DAY, 'Order Completed')
    expect(visitor.isIn(900 * DAY)).toBe(true)
  })

  const zones: [string, string, number, string, string][] = [
    // unit, offset, the event, enters, leaves: days of 25 and of 23 hours, and one that begins at 01:00
    ['day', 'Europe/Zurich', 0, '2026-10-25T00:30:00+02:00', '2026-10-26T00:00:00+01:00'],
    ['day', 'America/New_York', 0, '2026-03-08T00:30:00-05:00', '2026-03-09T00:00:00-04:00'],
    ['day', 'Africa/Cairo', 0, '2026-04-23T12:00:00+02:00', '2026-04-24T01:00:00+03:00'],
    ['week', 'Asia/Kolkata', 0, '2026-11-15T23:00:00+05:30', '2026-11-16T00:00:00+05:30'],
    ['month', 'Pacific/Auckland', 0, '2028-02-29T23:59:59+13:00', '2028-03-01T00:00:00+13:00'],
    ['quarter', 'America/Sao_Paulo', 0, '2026-05-05T05:00:00-03:00', '2026-07-01T00:00:00-03:00'],
    ['year', 'Asia/Tokyo', 0, '2026-12-31T23:59:59+09:00', '2027-01-01T00:00:00+09:00'],
  ]
  test.each(zones)(
    '[SEG29] this %s in %s ends at its local midnight',
    (calendar, timezone, _offset, at, end) => {
      const window = { calendar: calendar as 'day' }
      const visitor = createVisitor(segmentOf({ ...bought, window }, { timezone }))
      const start = Date.UTC(2026, 10, 1)
      visitor.track(Date.parse(at) - start, 'Order Completed')
      expect(visitor.nextFlip()).toBe(Date.parse(end) - start)
    },
  )

  test('[SEG29] the unit before: from its end until the end of the one after', () => {
    const visitor = createVisitor(
      segmentOf(
        { ...bought, window: { calendar: 'quarter', offset: -1 }, agg: { sum: revenue }, op: { gt: 500 } },
        { timezone: 'Europe/Zurich' },
      ),
    )
    visitor.track(0, 'Order Completed', { revenue: 501 })
    const start = Date.UTC(2026, 10, 1)
    expect(visitor.wait(300 * DAY).map(({ at }) => new Date(at + start).toISOString())).toEqual([
      '2026-12-31T23:00:00.000Z',
      '2027-03-31T22:00:00.000Z',
    ])
  })

  test('[SEG29] a segment without a zone of its own uses the site’s', () => {
    const segment = segmentOf({ ...bought, window: { calendar: 'day' } })
    const hashes = ['UTC', 'Asia/Tokyo'].map((timezone) => compilePlan([segment], { timezone }).hash)
    expect(new Set(hashes).size).toBe(2)
    expect(() => createState(compilePlan([segment], { timezone: 'UTC' }))).not.toThrow()
  })
})
