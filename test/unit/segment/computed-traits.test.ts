import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../shared/json.ts'
import {
  compilePlan,
  type ComputedAggregation,
  type ComputedTrait,
  computedTraits,
  createState,
  describeSegment,
  evaluateContextual,
  upgradeState,
  validateComputedTraits,
  validateSegments,
  type Where,
  type Window,
} from '../../../shared/segment/index.ts'
import { createVisitor, createVisitorWith, DAY, HOUR, segmentOf, START } from './visitor.ts'

const PRICE = 'properties.price'
const ITEM = 'properties.item'

/** A trait with the id `it` of the event `Bought`. */
function traitOf(agg: ComputedAggregation, window: Window = 'P7D', rest: Partial<ComputedTrait> = {}) {
  return { id: 'it', name: 'It', event: 'Bought', window, agg, ...rest }
}

function readIt(where: Json) {
  return segmentOf({ kind: 'profile', where: { 'computed.it': where } })
}

/** The value of a trait after some events, the newest last, all of one day. */
function valueAfter(agg: ComputedAggregation, window: Window, events: readonly JsonObject[]): unknown {
  const visitor = createVisitorWith([traitOf(agg, window)])
  for (const [index, properties] of events.entries()) visitor.track(index * HOUR, 'Bought', properties)
  return visitor.computed(DAY)['it']
}

describe('the value of a computed trait', () => {
  const events = [
    { price: 10, item: 'x' },
    { price: 0.1, item: 'y' },
    { item: 'y' },
    { price: 0.2, item: 'x' },
    { price: 'free', item: 'z' },
  ]
  const values: [ComputedAggregation, unknown][] = [
    ['count', 5],
    [{ sum: PRICE }, 10.3],
    [{ avg: PRICE }, 10.3 / 3],
    [{ min: PRICE }, 0.1],
    [{ max: PRICE }, 10],
    [{ first: PRICE }, 10],
    [{ last: PRICE }, 'free'],
    [{ mostFrequent: ITEM }, 'x'],
    [{ distinct: ITEM }, ['z', 'x', 'y']],
  ]

  test.each(values)('[SEG70] %j is made of the matching events', (agg, value) => {
    expect(valueAfter(agg, 'P7D', events)).toEqual(value)
    expect(valueAfter(agg, 'ever', events)).toEqual(value)
    expect(valueAfter(agg, { from: '2026-01-01' }, events)).toEqual(value)
    expect(valueAfter(agg, { calendar: 'year' }, events)).toEqual(value)
  })

  test('[SEG70] of nothing is 0, an empty list, or none', () => {
    expect(values.map(([agg]) => valueAfter(agg, 'P7D', []))).toEqual([
      0,
      0,
      null,
      null,
      null,
      null,
      null,
      null,
      [],
    ])
  })

  test('[SEG70] is exact at every instant, as events leave its window', () => {
    const visitor = createVisitorWith([
      traitOf('count', 'P7D', { where: { [ITEM]: 'x' } }),
      traitOf({ last: ITEM }, 'P7D', { id: 'last' }),
    ])
    visitor.track(0, 'Bought', { item: 'x' })
    visitor.track(DAY, 'Bought', { item: 'x' })
    visitor.track(2 * DAY, 'Bought', { item: 'y' })
    expect(visitor.computed(2 * DAY)).toEqual({ it: 2, last: 'y' })
    expect(visitor.computed(7 * DAY - 1)).toEqual({ it: 2, last: 'y' })
    expect(visitor.computed(7 * DAY)).toEqual({ it: 1, last: 'y' })
    expect(visitor.computed(8 * DAY)).toEqual({ it: 0, last: 'y' })
    expect(visitor.computed(9 * DAY)).toEqual({ it: 0, last: null })
  })

  test('[SEG70] counts the days of its own time zone', () => {
    const visitor = createVisitorWith([
      traitOf('count', { calendar: 'day' }),
      traitOf('count', { calendar: 'day' }, { id: 'auckland', timezone: 'Pacific/Auckland' }),
    ])
    visitor.track(10 * HOUR, 'Bought')
    expect(visitor.computed(10 * HOUR)).toEqual({ it: 1, auckland: 1 })
    // Midnight in Auckland is 11:00 UTC in November.
    expect(visitor.computed(11 * HOUR)).toEqual({ it: 1, auckland: 0 })
  })

  test('[SEG72] takes in late events as if they had come in time', () => {
    const traits = [
      traitOf({ first: ITEM }),
      traitOf({ last: ITEM }, 'P7D', { id: 'last' }),
      traitOf({ distinct: ITEM }, 'ever', { id: 'all' }),
    ]
    const visitor = createVisitorWith(traits, readIt('x'))
    visitor.track(2 * HOUR, 'Bought', { item: 'y' })
    visitor.track(3 * HOUR, 'Bought', { item: 'z' })
    expect(visitor.track(HOUR, 'Bought', { item: 'x' })).toEqual([
      { segment: 'it', type: 'entered', at: 3 * HOUR, reason: 'late' },
    ])
    expect(visitor.computed(3 * HOUR)).toEqual({ it: 'x', last: 'z', all: ['z', 'y', 'x'] })
  })
})

describe('what a computed trait keeps', () => {
  test.each<Window>(['ever', 'P30D'])('[SEG73] a list has the 100 newest values (%j)', (window) => {
    const visitor = createVisitorWith([traitOf({ distinct: ITEM }, window)])
    for (let i = 0; i < 150; i++) visitor.track(i * 1000, 'Bought', { item: `i${i}` })
    const list = visitor.computed(HOUR)['it'] as readonly Json[]
    expect([list.length, list[0], list[99]]).toEqual([100, 'i149', 'i50'])
    expect(JSON.stringify(visitor.state.leaves).length).toBeLessThan(100 * 40)
  })

  test('[SEG73] a value of more than 1,024 characters of JSON is passed over', () => {
    const text = (length: number) => 'a'.repeat(length - 2)
    const last: ComputedAggregation = { last: ITEM }
    expect(valueAfter(last, 'P7D', [{ item: text(1024) }])).toHaveLength(1022)
    expect(valueAfter(last, 'P7D', [{ item: 'kept' }, { item: text(1025) }])).toBe('kept')
    expect(valueAfter(last, 'ever', [{ item: 'kept' }, { item: { list: [text(1024)] } }])).toBe('kept')
    expect(valueAfter(last, 'P7D', [{ item: 'kept' }, { item: '"'.repeat(600) }])).toBe('kept')
  })
})

describe('a rule on a computed trait', () => {
  test('[SEG71] flips with the value: by an event, and by time at its instant', () => {
    const visitor = createVisitorWith([traitOf({ sum: PRICE })], readIt({ $gte: 100 }))
    visitor.track(0, 'Bought', { price: 30 })
    expect(visitor.nextFlip()).toBeNull()
    expect(visitor.track(DAY, 'Bought', { price: 70 })).toEqual([{ segment: 'it', type: 'entered', at: DAY }])
    visitor.track(2 * DAY, 'Bought', { price: 5 })
    expect(visitor.nextFlip()).toBe(7 * DAY)
    expect(visitor.wait(99 * DAY)).toEqual([{ segment: 'it', type: 'exited', at: 7 * DAY }])
  })

  test('[SEG71] also flips where dates pass that the value names', () => {
    const due = new Date(START + 3 * DAY).toISOString()
    const visitor = createVisitorWith(
      [traitOf({ last: 'properties.due' }, 'P30D')],
      readIt({ $withinLast: 'P2D' }),
    )
    visitor.track(0, 'Bought', { due })
    expect(visitor.nextFlip()).toBe(3 * DAY)
    expect(visitor.wait(99 * DAY).map(({ at }) => at)).toEqual([3 * DAY, 5 * DAY])
  })

  test('[SEG71] reads 0 before the first event', () => {
    expect(createVisitorWith([traitOf('count')], readIt(0)).isIn(0)).toBe(true)
  })

  test('[SEG71] reads what is inside a value', () => {
    const where = { 'computed.it.name': 'Anorak' }
    const visitor = createVisitorWith(
      [traitOf({ last: 'properties.product' })],
      segmentOf({ kind: 'profile', where }),
    )
    visitor.track(0, 'Bought', { product: { name: 'Anorak', colours: ['red'] } })
    expect(visitor.isIn(0)).toBe(true)
    visitor.track(1, 'Bought', { product: 'Anorak' })
    expect(visitor.isIn(1)).toBe(false)
  })

  test('[SEG71] may stand where a condition looks back, and be remembered', () => {
    const visitor = createVisitorWith(
      [traitOf('count', 'P1D')],
      segmentOf(
        {
          kind: 'asOf',
          anchor: { event: 'Left' },
          holds: { kind: 'profile', where: { 'computed.it': { $gte: 2 } } },
          window: 'ever',
        },
        { id: 'left-after-two' },
      ),
      { ...readIt({ $gte: 2 }), exit: { minStay: 'P3D' } },
    )
    visitor.track(0, 'Bought')
    visitor.track(HOUR, 'Left')
    visitor.track(2 * HOUR, 'Bought')
    expect(visitor.segments(2 * HOUR)).toEqual(['it'])
    // Two were bought before leaving, as it turns out.
    visitor.track(HOUR / 2, 'Bought')
    expect(visitor.segments(2 * HOUR)).toEqual(['it', 'left-after-two'])
    expect(visitor.segments(3 * DAY)).toEqual(['it', 'left-after-two'])
    expect(visitor.segments(3 * DAY + HOUR / 2)).toEqual(['left-after-two'])
  })

  test('[SEG74] is unknown where there is no profile, and so is its opposite', () => {
    const rule: Where = { 'computed.it': 0 }
    const plan = compilePlan(
      [
        segmentOf({ kind: 'profile', where: rule }, { id: 'none' }),
        segmentOf({ not: { kind: 'profile', where: rule } }, { id: 'some' }),
      ],
      { timezone: 'UTC', computedTraits: [traitOf('count')] },
    )
    expect([...evaluateContextual(plan, { geo: { country: 'IE' } }, START)]).toEqual([])
  })

  test('[SEG76] is said in the words of the trait’s name', () => {
    const traits = [
      traitOf('count', 'P30D', { id: 'orders30d', name: 'Number of orders in the last 30 days' }),
      traitOf({ last: ITEM }, 'ever', { id: 'vip', name: 'VIP level' }),
    ]
    const where = { 'computed.orders30d': { $gte: 3 }, $or: [{ 'computed.vip': 'gold' }] }
    const segment = segmentOf({ all: [{ kind: 'profile', where }] })
    const sentence =
      'Visitors who have a profile where the number of orders in the last 30 days is at least 3 and the VIP level is “gold”.'
    expect(describeSegment(segment, traits)).toBe(sentence)
    expect(createVisitorWith(traits, segment).explain(0).sentence).toBe(sentence)
  })

  test('[SEG76] is explained by the value that was seen, since when, and until when', () => {
    const visitor = createVisitorWith([traitOf('count')], readIt({ $gte: 1 }))
    visitor.track(DAY, 'Bought')
    expect(visitor.explain(2 * DAY).when).toMatchObject({
      truth: 'true',
      seen: { 'computed.it': 1 },
      since: new Date(START + DAY).toISOString(),
      changesAt: new Date(START + 8 * DAY).toISOString(),
    })
  })
})

describe('a new release', () => {
  test('[SEG72] builds a new trait from the log, and the rules on one that changed', () => {
    const rule = readIt({ $gte: 2 })
    const remembered = {
      ...segmentOf({ kind: 'profile', where: { 'computed.it': { $gte: 2 } } }, { id: 'stays' }),
      exit: { minStay: 'P30D' },
    } as const
    const before = segmentOf(
      { kind: 'asOf', anchor: { event: 'Left' }, holds: rule.when, window: 'ever' },
      { id: 'before' },
    )
    const visitor = createVisitorWith([traitOf('count')], rule, remembered, before)
    visitor.track(0, 'Bought', { item: 'x' })
    visitor.track(DAY - 1, 'Bought', { item: 'y' })
    visitor.track(DAY, 'Left')
    expect(visitor.segments(DAY)).toEqual(['before', 'it', 'stays'])

    const changed = [
      traitOf('count', 'P7D', { where: { [ITEM]: 'x' } }),
      traitOf('count', 'ever', { id: 'new' }),
    ]
    const plan = compilePlan([rule, remembered, before], { timezone: 'UTC', computedTraits: changed })
    const { state, transitions } = upgradeState(plan, visitor.state, START + DAY, visitor.log)
    expect(computedTraits(plan, state)).toEqual({ it: 1, new: 2 })
    expect(transitions.map(({ segment, type }) => `${segment} ${type}`)).toEqual([
      'stays exited',
      'it exited',
      'before exited',
    ])
  })

  test('[SEG72] has another plan only where what a trait is made of is another', () => {
    const hash = (trait: ComputedTrait) => compilePlan([], { timezone: 'UTC', computedTraits: [trait] }).hash
    const first = hash(traitOf('count', 'P7D'))
    expect(hash(traitOf('count', 'P1W', { name: 'Renamed', description: 'The same' }))).toBe(first)
    expect(hash(traitOf('count', 'P8D'))).not.toBe(first)
  })

  test('[SEG70] two traits made of the same keep one state', () => {
    const visitor = createVisitorWith([traitOf('count'), traitOf('count', 'P7D', { id: 'again' })])
    visitor.track(0, 'Bought')
    expect(visitor.computed(0)).toEqual({ it: 1, again: 1 })
    expect(Object.keys(visitor.state.leaves)).toHaveLength(1)
  })
})

describe('what is wrong is said with its place', () => {
  const orders = traitOf('count', 'P30D', { id: 'orders30d' })
  const misread = (where: Where) =>
    validateSegments([segmentOf({ kind: 'profile', where })], { computedTraits: [orders] })

  test('[SEG75] a rule that reads a computed trait that is not there', () => {
    expect(misread({ 'computed.orders30d': 1 })).toEqual([])
    expect(misread({ $or: [{ 'computed.order30d': 1 }] })).toEqual([
      {
        pointer: '/segments/0/when/where/$or/0/computed.order30d',
        found: '"computed.order30d"',
        expected: 'a computed trait of the site (computed.orders30d); did you mean "computed.orders30d"?',
      },
    ])
    expect(validateSegments([readIt(1)])).toMatchObject([
      { expected: 'a computed trait of the site, and there is none' },
    ])
    expect(() => createVisitor(readIt(1))).toThrow('there is no computed trait it')
  })

  test('[SEG75] a trait that reads computed traits, or what events do not have', () => {
    const traits: ComputedTrait[] = [
      { ...orders, where: { $or: [{ 'computed.it': 1 }, { 'propertis.x': 1 }] } },
      traitOf({ sum: 'computed.orders30d' }),
      traitOf({ last: 'geo.country' }, 'P7D', { id: 'country', event: 'Segment Entered' }),
      traitOf('count', { between: ['P1D', 'P2D'] }),
    ]
    const found = validateComputedTraits(traits)
    expect(found.map(({ pointer, found }) => `${pointer} ${found}`)).toEqual([
      '/computedTraits/0/where/$or/0/computed.it "computed.it"',
      '/computedTraits/0/where/$or/1/propertis.x "propertis.x"',
      '/computedTraits/1/agg/sum "computed.orders30d"',
      '/computedTraits/2/event "Segment Entered"',
      '/computedTraits/2/agg/last "geo.country"',
      '/computedTraits/3/id "it"',
      '/computedTraits/3/window/between P1D to P2D',
    ])
    expect(found[0]?.expected).toBe(
      'a path of the event: a computed trait is made of events, not of other computed traits',
    )
  })

  test('[SEG75] traits that are right pass, and compile', () => {
    const traits = [orders, traitOf({ distinct: ITEM }, { calendar: 'month', offset: -1 })]
    expect(validateComputedTraits(traits)).toEqual([])
    const plan = compilePlan([], { timezone: 'UTC', computedTraits: traits })
    expect(computedTraits(plan, createState(plan))).toEqual({ orders30d: 0, it: [] })
  })
})
