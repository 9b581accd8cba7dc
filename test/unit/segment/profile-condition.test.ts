import { describe, expect, test } from 'vitest'
import { traits } from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, segmentOf, START } from './visitor.ts'

const trait = (where: object) => segmentOf({ kind: 'profile', where: where as Record<string, never> })
const iso = (at: number) => new Date(START + at).toISOString()

describe('a profile condition', () => {
  test('[SEG14] for each trait the last identify in the order of events wins, whatever came last', () => {
    const visitor = createVisitor(trait({ 'traits.plan': 'pro' }))
    visitor.identify(2 * HOUR, { plan: 'pro', name: 'Kim' })
    visitor.identify(HOUR, { plan: 'free', city: 'Bern' })
    expect(traits(visitor.state)).toEqual({ plan: 'pro', name: 'Kim', city: 'Bern' })
    expect(visitor.isIn(2 * HOUR)).toBe(true)
    visitor.identify(3 * HOUR, { plan: null })
    expect(visitor.isIn(3 * HOUR)).toBe(false)
  })

  test('[SEG14] a trait named like a prototype’s member does no harm', () => {
    const visitor = createVisitor(trait({ 'traits.constructor': { $exists: true } }))
    visitor.identify(
      0,
      JSON.parse('{ "__proto__": { "polluted": true }, "toString": "x" }') as Record<string, string>,
    )
    expect(visitor.isIn(0)).toBe(false)
    expect(traits(visitor.state)).toEqual({ toString: 'x' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('[SEG15] facts replace what was known of their namespace, and leave the others', () => {
    const visitor = createVisitor(
      segmentOf({ kind: 'profile', where: { 'geo.country': 'US' } }, { id: 'us' }),
      segmentOf({ kind: 'profile', where: { 'device.class': 'mobile' } }, { id: 'mobile' }),
      segmentOf({ kind: 'profile', where: { 'geo.city': { $exists: true } } }, { id: 'city' }),
    )
    visitor.facts(0, { geo: { country: 'US', city: 'Austin' }, device: { class: 'mobile' } })
    expect(visitor.segments(0)).toEqual(['city', 'mobile', 'us'])
    expect(visitor.facts(1, { geo: { country: 'US' } })).toEqual([{ segment: 'city', type: 'exited', at: 1 }])
    expect(visitor.segments(1)).toEqual(['mobile', 'us'])
  })

  const timed: [object, [number, boolean][]][] = [
    [
      { $withinLast: 'P2D' },
      [
        [0, false],
        [5 * DAY - 1, false],
        [5 * DAY, true],
        [7 * DAY - 1, true],
        [7 * DAY, false],
      ],
    ],
    [
      { $olderThan: 'P2D' },
      [
        [0, false],
        [7 * DAY - 1, false],
        [7 * DAY, true],
        [99 * DAY, true],
      ],
    ],
    [
      { $withinNext: 'P2D' },
      [
        [0, false],
        [3 * DAY - 1, false],
        [3 * DAY, true],
        [5 * DAY - 1, true],
        [5 * DAY, false],
      ],
    ],
    [
      { $before: '2026-11-07' },
      [
        [0, true],
        [99 * DAY, true],
      ],
    ],
    [
      { $after: '2026-11-07' },
      [
        [0, false],
        [99 * DAY, false],
      ],
    ],
    [
      { $not: { $olderThan: 'P2D' } },
      [
        [0, true],
        [7 * DAY - 1, true],
        [7 * DAY, false],
      ],
    ],
  ]
  test.each(timed)('[SEG4] a date five days ahead and %j: flips at its instant', (operator, expected) => {
    const visitor = createVisitor(trait({ 'traits.due': operator }))
    visitor.identify(0, { due: iso(5 * DAY) })
    for (const [at, holds] of expected) expect([at, visitor.isIn(at)]).toEqual([at, holds])
  })

  test('[SEG4] the instant of the flip is known before', () => {
    const visitor = createVisitor(trait({ 'traits.due': { $withinLast: 'P2D' } }))
    visitor.identify(0, { due: iso(5 * DAY) })
    expect(visitor.nextFlip()).toBe(5 * DAY)
    expect(visitor.wait(9 * DAY).map(({ at }) => at)).toEqual([5 * DAY, 7 * DAY])
  })

  test('[SEG4] $age flips on birthdays; 29 February comes round on 1 March', () => {
    const visitor = createVisitor(trait({ 'traits.born': { $age: { $gte: 18, $lt: 19 } } }))
    visitor.identify(0, { born: '2008-02-29' })
    expect(visitor.nextFlip()).toBe(
      Date.UTC(2026, 10, 1) - START + (Date.UTC(2027, 2, 1) - Date.UTC(2026, 10, 1)),
    )
    const grown = createVisitor(trait({ 'traits.born': { $age: { $gte: 19 } } }))
    grown.identify(0, { born: '2008-02-29' })
    expect(grown.isIn(Date.UTC(2027, 2, 1) - START - 1)).toBe(false)
    expect(grown.isIn(Date.UTC(2027, 2, 1) - START)).toBe(true)
  })

  test('[SEG4] $anniversaryIn holds before the day and through it, every year', () => {
    const visitor = createVisitor(trait({ 'traits.born': { $anniversaryIn: 'P7D' } }))
    visitor.identify(0, { born: '1990-12-24' })
    const day = Date.UTC(2026, 11, 24) - START
    const nextYear = Date.UTC(2027, 11, 24) - START
    expect(visitor.wait(nextYear).map(({ type, at }) => [type, at])).toEqual([
      ['entered', day - 7 * DAY],
      ['exited', day + DAY],
      ['entered', nextYear - 7 * DAY],
    ])
  })

  test('[SEG4] $near measures kilometres between places', () => {
    const where = { geo: { $near: { lat: 40.7128, lon: -74.006, km: 50 } } }
    const visitor = createVisitor(trait(where))
    visitor.facts(0, { geo: { lat: '40.7357', lon: '-74.1724' } })
    expect(visitor.isIn(0)).toBe(true)
    visitor.facts(1, { geo: { lat: 39.9526, lon: -75.1652 } })
    expect(visitor.isIn(1)).toBe(false)
    visitor.facts(2, { geo: { country: 'US' } })
    expect(visitor.isIn(2)).toBe(false)
  })

  test('[SEG4] what is no date fits no operator over time', () => {
    for (const operator of [
      { $olderThan: 'P1D' },
      { $withinLast: 'P1D' },
      { $before: '2030-01-01' },
      { $age: { $gte: 0 } },
    ]) {
      const visitor = createVisitor(trait({ 'traits.due': operator }))
      for (const [index, due] of ['soon', '', true, ['2026-01-01'], {}, null, '12/24/2026'].entries()) {
        visitor.identify(index, { due })
        expect(visitor.isIn(index)).toBe(false)
      }
    }
  })
})
