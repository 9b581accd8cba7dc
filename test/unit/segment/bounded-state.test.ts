import { describe, expect, test } from 'vitest'
import { compareEvents, type ProfileEvent } from '../../../shared/event/profile-event.ts'
import {
  advance,
  applyEvent,
  compilePlan,
  type ComputedTrait,
  computedTraits,
  type Condition,
  createState,
  explain,
  type LogReader,
  memberships,
  nextFlipAt,
  type Plan,
  type SegmentState,
  upgradeState,
} from '../../../shared/segment/index.ts'
import { DAY, HOUR, MINUTE, segmentOf, START } from './visitor.ts'

const price = 'properties.price'
const item = 'properties.item'
const A = { event: 'A' } as const
const B = { event: 'B' } as const
/** Rarer, so that what is kept for each thing is not all that this test does. */
const K = { event: 'K' } as const
const aboutItem = { [item]: { $ref: 'first.properties.item' } }
const absence = { kind: 'absence', after: A, none: B, within: 'P30D', activeFor: 'P365D' } as const

/** One of each kind of leaf and of window, with thresholds that a few events do not decide. */
const KINDS: readonly (readonly [string, Condition])[] = [
  ['count', { kind: 'event', ...A, window: 'P365D', op: { gte: 900 } }],
  ['high count', { kind: 'event', ...A, window: 'P365D', op: { gte: 5000 } }],
  ['count ever', { kind: 'event', ...A, window: 'ever', op: { gte: 5000 } }],
  ['count between', { kind: 'event', ...A, window: { between: ['P90D', 'P30D'] }, op: { gte: 900 } }],
  ['count in a month', { kind: 'event', ...A, window: { calendar: 'month', offset: -1 } }],
  ['sum', { kind: 'event', ...A, window: 'P365D', agg: { sum: price }, op: { gte: 5000 } }],
  ['average', { kind: 'event', ...A, window: { calendar: 'year' }, agg: { avg: price }, op: { gt: 50 } }],
  ['smallest', { kind: 'event', ...A, window: 'P365D', agg: { min: 'properties.rising' }, op: { lt: 9 } }],
  ['largest', { kind: 'event', ...A, window: 'P365D', agg: { max: 'properties.rising' }, op: { gt: 9 } }],
  ['different', { kind: 'event', ...A, window: 'P365D', agg: { distinct: item }, op: { gte: 500 } }],
  ['many different', { kind: 'event', ...A, window: 'P365D', agg: { distinct: item }, op: { gte: 1100 } }],
  ['different ever', { kind: 'event', ...A, window: 'ever', agg: { distinct: item }, op: { gte: 1100 } }],
  ['sum ever', { kind: 'event', ...A, window: 'ever', agg: { sum: price }, op: { gte: 5000 } }],
  ['first', { kind: 'pick', pick: 'first', ...A, has: { [price]: { $gt: 50 } }, window: 'P300D' }],
  ['last', { kind: 'pick', pick: 'last', ...A, has: { [price]: { $gt: 50 } }, window: 'P300D' }],
  [
    'most frequent',
    { kind: 'pick', pick: 'mostFrequent', ...A, of: price, has: { [price]: 7 }, window: 'P300D' },
  ],
  [
    'most frequent ever',
    { kind: 'pick', pick: 'mostFrequent', ...A, of: item, has: { [item]: 'item-7' }, window: 'ever' },
  ],
  ['sequence', { kind: 'sequence', steps: [A, B], completedIn: { between: ['P90D', 'P89D'] } }],
  ['sequence by key', { kind: 'sequence', steps: [K, B], completedIn: 'P7D', key: item }],
  [
    'sequence about the same',
    {
      kind: 'sequence',
      steps: [
        { ...K, as: 'first' },
        { ...B, where: aboutItem },
      ],
      completedIn: 'P7D',
    },
  ],
  [
    'sequence at once',
    { kind: 'sequence', steps: [K, { ...B, immediately: true }], completedIn: 'P7D', key: item },
  ],
  ['absence', absence],
  ['absence by key', { ...absence, after: K, key: item }],
  ['absence of each', { ...absence, after: K, none: { event: 'C' }, restart: false }],
  ['absence of the same', { ...absence, after: { ...K, as: 'first' }, none: { ...B, where: aboutItem } }],
  [
    'as of',
    {
      kind: 'asOf',
      anchor: A,
      holds: { kind: 'event', ...B, window: 'P1D' },
      window: { between: ['P90D', 'P80D'] },
    },
  ],
  ['score', { kind: 'score', model: 'churn', op: { gt: 0.5 } }],
  ['sessions', { kind: 'event', event: 'Session Started', window: 'P365D', agg: 'count', op: { gte: 5000 } }],
  [
    'session',
    { kind: 'event', ...A, window: { session: 'current' }, agg: { distinct: item }, op: { gte: 3 } },
  ],
]
const TRAITS: readonly ComputedTrait[] = (
  [
    ['count', 'count'],
    ['favourite', { mostFrequent: item }],
    ['spent', { sum: price }],
    ['seen', { distinct: item }],
  ] as const
).map(([id, agg]) => ({ id, name: id, ...A, window: 'P365D', agg }))
const READS: Condition = { kind: 'profile', where: { 'computed.spent': { $gt: 100_000 } } }

const segments = [...KINDS, ['computed', READS] as const].map(([name, when]) =>
  segmentOf(when, { id: name.replaceAll(' ', '-') }),
)
const planOf = (stateLimit: number) =>
  compilePlan(segments, { timezone: 'UTC', computedTraits: TRAITS, stateLimit })

/** A life of so many events, most of them `A`, about 1,200 things; days long enough that each begins a session. */
function lifeOf(count: number, everyMs: number): ProfileEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    type: 'track',
    name: index === 0 ? 'Score Updated' : index % 50 === 49 ? 'B' : index % 20 === 10 ? 'K' : 'A',
    at: START + index * everyMs,
    channel: 'web',
    properties: {
      item: `item-${(index * 7) % 1200}`,
      price: (index * 31) % 101,
      rising: index,
      model: 'churn',
      value: 0.7,
    },
  }))
}

function logOf(events: readonly ProfileEvent[]): LogReader {
  return { scan: (from, to) => events.filter(({ at }) => at > from && at <= to), facts: () => [] }
}

/** What the state has of each leaf, in bytes of JSON. */
function bytesOf({ leaves, summaries }: SegmentState): number[] {
  return Object.values({ ...leaves, ...summaries }).map((kept) => Buffer.byteLength(JSON.stringify(kept)))
}

const answers = (plan: Plan, state: SegmentState) => [
  [...memberships(plan, state)].toSorted(),
  computedTraits(plan, state),
]
const asleep = (state: SegmentState) => JSON.parse(JSON.stringify(state)) as SegmentState

describe('a profile with a long history', () => {
  const events = lifeOf(100_000, 5 * MINUTE)
  const log = logOf(events)
  const now = START + 100_000 * 5 * MINUTE

  const empty = createState(compilePlan([], { timezone: 'UTC' }))

  test.each(segments)(
    '[SEG85] keeps at most 1,000 entries after 100,000 events: $id',
    (segment) => {
      const traits = segment.id === 'computed' ? TRAITS : []
      const plan = compilePlan([segment], { timezone: 'UTC', computedTraits: traits })
      const { state } = upgradeState(plan, empty, now, log)
      expect(bytesOf(state).length).toBeGreaterThan(0)
      // An entry has some 20 bytes here.
      expect(Math.max(...bytesOf(state))).toBeLessThan(20_000)
    },
    60_000,
  )
})

describe('a leaf with more to remember than it may keep', () => {
  const events = lifeOf(150, 8 * HOUR)

  test('[SEG86] answers as if it kept everything, awake and woken, in order and late', () => {
    const [free, bound] = [planOf(Infinity), planOf(20)]
    const [whole, warm] = [createState(free), createState(bound)]
    let cold = createState(bound)
    const heard: ProfileEvent[] = []
    const log: LogReader = {
      scan: (from, to) => heard.filter(({ at }) => at > from && at <= to).toSorted(compareEvents),
      facts: () => [],
    }
    // Every tenth comes after the four that follow it.
    const order = events.map((event, index) => ({ event, turn: index % 10 === 0 ? index + 4.5 : index }))
    for (const [index, { event }] of order.toSorted((a, b) => a.turn - b.turn).entries()) {
      heard.push(event)
      const now = Math.max(whole.clock, event.at)
      const told = applyEvent(free, whole, event, now, log)
      expect(applyEvent(bound, warm, event, now, log)).toEqual(told)
      if (index % 7 === 0) cold = asleep(cold)
      expect(applyEvent(bound, cold, event, now, log)).toEqual(told)
      expect(Math.max(...bytesOf(cold))).toBeLessThan(2000)
      for (const [plan, state] of [
        [free, whole],
        [bound, warm],
        [bound, cold],
      ] as const)
        advance(plan, state, now, log)
      expect(answers(bound, warm)).toEqual(answers(free, whole))
      expect(answers(bound, cold)).toEqual(answers(free, whole))
    }
    expect(Object.keys(cold.summaries).length).toBeGreaterThan(10)
    expect(explain(bound, cold, 'sum', cold.clock, log).when).toEqual(
      explain(free, whole, 'sum', whole.clock, log).when,
    )
  }, 60_000)

  test('[SEG87] keeps them itself again when half of what it may keep is enough', () => {
    const sum = segmentOf({ kind: 'event', ...A, window: 'P1D', agg: { sum: price }, op: { gte: 1 } })
    const plan = compilePlan([sum], { timezone: 'UTC', stateLimit: 20 })
    const log = logOf(lifeOf(40, MINUTE))
    let state = createState(plan)
    for (const event of log.scan(0, Infinity)) applyEvent(plan, state, event, event.at, log)
    expect(Object.keys(state.leaves)).toEqual([])
    expect(Object.values(state.summaries)).toEqual([{ value: 2, until: START + DAY + 39 * MINUTE }])
    state = asleep(state)
    const later = {
      ...lifeOf(1, 0)[0],
      id: 'later',
      name: 'A',
      at: START + DAY + 20 * MINUTE,
    } as ProfileEvent
    applyEvent(plan, state, later, later.at, logOf([...log.scan(0, Infinity), later]))
    expect(state.summaries).not.toEqual({})
    const last = { ...later, id: 'last', at: START + DAY + 32 * MINUTE }
    applyEvent(plan, state, last, last.at, logOf([...log.scan(0, Infinity), later, last]))
    expect(state.summaries).toEqual({})
    expect(bytesOf(state)).toHaveLength(1)
  })

  test('[SEG88] knows its next change, and reads no log until that comes or an event does', () => {
    const rule = segmentOf({
      all: [
        { kind: 'event', ...A, window: 'P1D', agg: { sum: price }, op: { gte: 1 } },
        { kind: 'event', event: 'C', window: 'ever', op: { eq: 0 } },
      ],
    })
    const plan = compilePlan([rule], { timezone: 'UTC', stateLimit: 20 })
    const life = lifeOf(40, MINUTE)
    const state = createState(plan)
    for (const event of life) applyEvent(plan, state, event, event.at, logOf(life))
    const woken = asleep(state)
    const scans: number[] = []
    const log: LogReader = {
      facts: () => [],
      scan(from, to) {
        scans.push(to)
        return logOf(life).scan(from, to)
      },
    }
    const end = START + DAY + 39 * MINUTE
    expect(nextFlipAt(plan, woken)).toBe(end)
    expect([...memberships(plan, woken)]).toEqual(['it'])
    const other: ProfileEvent = { id: 'c', type: 'track', name: 'D', at: START + DAY }
    applyEvent(plan, woken, other, other.at, log)
    expect(advance(plan, woken, end - 1, log)).toEqual([])
    expect(scans).toEqual([])
    expect(advance(plan, woken, end, log)).toEqual([{ segment: 'it', type: 'exited', at: end }])
    expect(scans).toEqual([end])
  })
})
