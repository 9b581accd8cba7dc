import { describe, expect, test } from 'vitest'
import type { ProfileEvent } from '../../../shared/event/profile-event.ts'
import {
  advance,
  applyEvent,
  compilePlan,
  type Condition,
  createState,
  evaluateContextual,
  lintSegments,
  type LogReader,
  memberships,
  type Op,
  type Segment,
  upgradeState,
  validateSegments,
  type Where,
} from '../../../shared/segment/index.ts'
import { createVisitor, HOUR, MINUTE, SECOND, segmentOf, START } from './visitor.ts'

const GAP = 30 * MINUTE
const started = (where: Where = {}, op: Op = { gte: 1 }): Condition => ({
  kind: 'event',
  event: 'Session Started',
  where,
  window: 'ever',
  op,
})
const ended = (where: Where = {}, op: Op = { gte: 1 }): Condition => ({
  kind: 'event',
  event: 'Session Ended',
  where,
  window: 'ever',
  op,
})
const inSession = (event: string, op: Op = { gte: 1 }): Condition => ({
  kind: 'event',
  event,
  window: { session: 'current' },
  op,
})
const campaign = (source: string) => ({ channel: 'web', context: { campaign: { source } } })
const onDevice = (id: string) => ({ channel: 'mobile', context: { device: { id } } })
const page = (url: string) => ({ type: 'page', channel: 'web', properties: { url } }) as const
const engaged = (url: string, seconds: number) => ({
  channel: 'web',
  properties: { seconds },
  context: { page: { url } },
})

/** A visitor of whom it is known how many sessions began, and how many ended. */
function createCounted() {
  const segments = [1, 2, 3].flatMap((n) => [
    segmentOf(started({}, { gte: n }), { id: `started-${n}` }),
    segmentOf(ended({}, { gte: n }), { id: `ended-${n}` }),
  ])
  const visitor = createVisitor(...segments)
  const count = (at: number) => {
    const members = visitor.segments(at)
    return ['started', 'ended'].map((name) => members.filter((id) => id.startsWith(name)).length)
  }
  return { ...visitor, count }
}

describe('a session', () => {
  test('[SEG60] goes on for as long as its device is heard of within 30 minutes, to the millisecond', () => {
    const visitor = createCounted()
    visitor.track(0, 'A')
    visitor.track(GAP, 'A')
    expect(visitor.count(GAP)).toEqual([1, 0])
    visitor.track(2 * GAP + 1, 'A')
    expect(visitor.count(2 * GAP + 1)).toEqual([2, 1])
  })

  test('[SEG60] is one of each device: its id, else its channel', () => {
    const visitor = createCounted()
    visitor.tell(0, 'A', onDevice('phone'))
    visitor.tell(1, 'A', onDevice('tablet'))
    visitor.tell(2, 'A', onDevice('phone'))
    expect(visitor.count(2)).toEqual([2, 0])
    visitor.app(3, 'A')
    expect(visitor.count(3)).toEqual([3, 0])
    visitor.app(4, 'A')
    expect(visitor.count(4)).toEqual([3, 0])
  })

  test('[SEG60] hears nothing of servers, nor of what comes from no device', () => {
    const visitor = createCounted()
    visitor.tell(0, 'A', { channel: 'server', context: { device: { id: 'phone' } } })
    visitor.tell(0, 'A')
    expect(visitor.count(0)).toEqual([0, 0])
    visitor.track(1, 'A')
    visitor.tell(20 * MINUTE, 'A', { channel: 'server' })
    expect(visitor.count(GAP + 1)).toEqual([1, 1])
  })

  test('[SEG60] ends where another campaign begins, and only there', () => {
    const visitor = createCounted()
    visitor.track(0, 'A')
    visitor.tell(1, 'A', campaign('x'))
    expect(visitor.count(1)).toEqual([2, 1])
    visitor.track(2, 'A')
    visitor.tell(3, 'A', campaign('x'))
    visitor.tell(4, 'A', { channel: 'web', context: { campaign: {} } })
    expect(visitor.count(4)).toEqual([2, 1])
    visitor.tell(5, 'A', campaign('y'))
    expect(visitor.count(5)).toEqual([3, 2])
  })

  test('[SEG61] is told of when it starts and when it ends, with what is known then', () => {
    const first = { 'properties.number': 1, 'properties.channel': 'web', 'properties.landingPage': '/a' }
    const visitor = createVisitor(
      segmentOf(started({ ...first, 'properties.pages': 0, 'properties.campaign.source': 'x' }), {
        id: 'started',
      }),
      segmentOf(ended({ ...first, 'properties.pages': 2, 'properties.engagedMs': 10_000, channel: 'web' }), {
        id: 'ended',
      }),
    )
    visitor.tell(0, 'Page Viewed', { ...page('/a'), context: { campaign: { source: 'x' } } })
    expect(visitor.segments(0)).toEqual(['started'])
    visitor.tell(11 * SECOND, 'Page Engaged', engaged('/a', 10))
    visitor.tell(MINUTE, 'Page Viewed', page('/b'))
    expect(visitor.nextFlip()).toBe(GAP + MINUTE)
    expect(visitor.wait(GAP + MINUTE)).toEqual([{ segment: 'ended', type: 'entered', at: GAP + MINUTE }])
  })

  test('[SEG61] starts just before its first event, and an event of the instant of its end still joins', () => {
    const sequence = (...names: string[]): Condition => ({
      kind: 'sequence',
      steps: names.map((event) => ({ event })),
      completedIn: 'ever',
    })
    const visitor = createVisitor(
      segmentOf(sequence('Session Started', 'A'), { id: 'before' }),
      segmentOf(sequence('A', 'Session Started'), { id: 'after' }),
      segmentOf(ended(), { id: 'ended' }),
    )
    visitor.track(0, 'A')
    expect(visitor.segments(0)).toEqual(['before'])
    expect(visitor.segments(GAP)).toEqual(['before', 'ended'])
    // It was heard of too late to keep the session from ending: nothing says that it did.
    visitor.track(GAP, 'A')
    expect(visitor.segments(GAP)).toEqual(['before'])
    expect(visitor.segments(2 * GAP)).toEqual(['before', 'ended'])
  })

  test('[SEG61] is no event of any name', () => {
    const visitor = createVisitor(
      segmentOf({ kind: 'event', event: '*', window: 'ever', op: { gte: 2 } }, { id: 'two' }),
      segmentOf(started(), { id: 'started' }),
    )
    visitor.track(0, 'A')
    expect(visitor.segments(2 * GAP)).toEqual(['started'])
  })

  test('[SEG62] lasts as long as each page was looked at: of a view the most that was told of it', () => {
    const visitor = createVisitor(
      segmentOf({ kind: 'profile', where: { 'session.engagedMs': 30_000 } }, { id: 'thirty' }),
      segmentOf({ kind: 'profile', where: { 'session.engagedMs': 50_000 } }, { id: 'fifty' }),
    )
    visitor.tell(0, 'Page Viewed', page('/a'))
    visitor.tell(1, 'Page Engaged', engaged('/a', 10))
    visitor.tell(2, 'Page Engaged', engaged('/a', 30))
    expect(visitor.segments(2)).toEqual(['thirty'])
    // Another page beside it, and what was told of the first before.
    visitor.tell(3, 'Page Engaged', engaged('/b', 10))
    visitor.tell(4, 'Page Engaged', engaged('/a', 10))
    visitor.tell(5, 'Page Engaged', { channel: 'web', properties: { seconds: 'long' } })
    expect(visitor.segments(5)).toEqual([])
    // The first page once more.
    visitor.tell(6, 'Page Viewed', page('/a'))
    visitor.tell(7, 'Page Engaged', engaged('/a', 10))
    expect(visitor.segments(7)).toEqual(['fifty'])
  })

  test('[SEG62] remembers of so many pages only how long they were looked at', () => {
    const visitor = createVisitor(segmentOf({ kind: 'profile', where: { 'session.engagedMs': 400_000 } }))
    for (let n = 0; n < 40; n++) visitor.tell(n, 'Page Engaged', engaged(`/${n}`, 10))
    expect(visitor.isIn(40)).toBe(true)
    expect(Object.keys(visitor.state.sessions?.open[0]?.engagedByPage ?? {})).toHaveLength(32)
  })

  test('[SEG68] is not kept where nothing asks for it', () => {
    const visitor = createVisitor(segmentOf({ kind: 'event', event: 'A', window: 'ever' }))
    visitor.track(0, 'A')
    expect(visitor.state.sessions).toBeNull()
    expect(visitor.nextFlip()).toBeNull()
    const asked = compilePlan([], { timezone: 'UTC', sessions: true })
    expect(createState(asked).sessions).not.toBeNull()
  })

  test('[SEG68] leaves nothing behind but its number', () => {
    const visitor = createVisitor(
      segmentOf(inSession('A', { gte: 2 })),
      segmentOf(
        { kind: 'sequence', scope: 'session', steps: [{ event: 'A' }, { event: 'B' }], completedIn: 'ever' },
        { id: 'steps' },
      ),
    )
    for (let n = 0; n < 20; n++) visitor.tell(n, 'A', onDevice(`device ${n}`))
    const size = JSON.stringify(visitor.state).length
    visitor.wait(2 * GAP)
    expect(JSON.stringify(visitor.state).length).toBeLessThan(size / 4)
    expect(visitor.state.sessions).toMatchObject({ count: 20, open: [] })
  })
})

describe('the current session', () => {
  test('[SEG63] is what a window may look at: of several the one with the newest event', () => {
    const visitor = createVisitor(segmentOf(inSession('A')))
    visitor.tell(0, 'A', onDevice('phone'))
    expect(visitor.isIn(0)).toBe(true)
    visitor.tell(1, 'B', onDevice('tablet'))
    expect(visitor.isIn(1)).toBe(false)
    visitor.tell(2, 'B', onDevice('phone'))
    expect(visitor.isIn(2)).toBe(true)
  })

  test('[SEG63] is the other one again when it ends, and none when all have', () => {
    const visitor = createVisitor(segmentOf(inSession('A')))
    visitor.tell(0, 'B', onDevice('tablet'))
    visitor.tell(MINUTE, 'A', onDevice('phone'))
    visitor.tell(2 * MINUTE, 'B', { ...onDevice('tablet') })
    expect(visitor.isIn(2 * MINUTE)).toBe(false)
    visitor.tell(3 * MINUTE, 'B', onDevice('phone'))
    expect(visitor.isIn(3 * MINUTE)).toBe(true)
    expect(visitor.wait(HOUR)).toEqual([{ segment: 'it', type: 'exited', at: GAP + 3 * MINUTE }])
  })

  test('[SEG63] answers with the numbers of nothing while there is none', () => {
    const visitor = createVisitor(segmentOf(inSession('A', { lt: 1 })))
    expect(visitor.isIn(0)).toBe(true)
    visitor.track(1, 'A')
    expect(visitor.isIn(1)).toBe(false)
    expect(visitor.isIn(GAP + 1)).toBe(true)
  })

  test('[SEG63] is asked for sums, picks and moments, too', () => {
    const window = { session: 'current' } as const
    const visitor = createVisitor(
      segmentOf(
        { kind: 'event', event: 'A', window, agg: { sum: 'properties.price' }, op: { gte: 5 } },
        { id: 'sum' },
      ),
      segmentOf(
        { kind: 'pick', pick: 'last', event: 'A', has: { 'properties.price': 3 }, window },
        { id: 'last' },
      ),
      segmentOf(
        { kind: 'asOf', anchor: { event: 'B' }, holds: inSession('A', { gte: 2 }), window },
        { id: 'asOf' },
      ),
    )
    visitor.track(0, 'A', { price: 2 })
    visitor.track(1, 'A', { price: 3 })
    expect(visitor.segments(1)).toEqual(['last', 'sum'])
    visitor.track(2, 'B')
    expect(visitor.segments(2)).toEqual(['asOf', 'last', 'sum'])
    expect(visitor.segments(GAP + 2)).toEqual([])
  })

  test('[SEG65] is a part of the profile', () => {
    const where = { 'session.number': 2, 'session.pages': 1, 'session.landingPage': '/a' }
    const visitor = createVisitor(
      segmentOf({ kind: 'profile', where }),
      segmentOf(
        {
          kind: 'profile',
          where: { 'session.startedAt': { $olderThan: 'PT10M' }, 'session.isActive': true },
        },
        { id: 'long' },
      ),
      segmentOf({ kind: 'profile', where: { 'session.isActive': false } }, { id: 'away' }),
    )
    expect(visitor.segments(0)).toEqual(['away'])
    visitor.track(0, 'A')
    visitor.tell(HOUR, 'Page Viewed', page('/a'))
    expect(visitor.segments(HOUR)).toEqual(['it'])
    expect(visitor.nextFlip()).toBe(HOUR + 10 * MINUTE)
    expect(visitor.segments(HOUR + 10 * MINUTE)).toEqual(['it', 'long'])
    expect(visitor.segments(HOUR + GAP)).toEqual(['away'])
  })

  test('[SEG65] is unknown where there is no profile', () => {
    const segments = [
      segmentOf({ kind: 'profile', where: { 'session.isActive': { $ne: true } } }, { id: 'away' }),
      segmentOf({ not: inSession('A') }, { id: 'not' }),
      segmentOf({ not: started() }, { id: 'never' }),
    ]
    const plan = compilePlan(segments, { timezone: 'UTC' })
    expect([...evaluateContextual(plan, { geo: { country: 'US' } }, START)]).toEqual([])
  })
})

describe('a sequence and its sessions', () => {
  const sequence = (rest: object, second: object = {}): Condition => ({
    kind: 'sequence',
    steps: [{ event: 'A' }, { event: 'B', ...second }],
    completedIn: 'ever',
    ...rest,
  })

  test('[SEG64] with the scope of a session lies in one', () => {
    const visitor = createVisitor(segmentOf(sequence({ scope: 'session' })))
    visitor.tell(0, 'A', onDevice('phone'))
    visitor.tell(1, 'B', onDevice('tablet'))
    visitor.tell(2, 'B', { channel: 'server' })
    visitor.tell(GAP + 1, 'B', onDevice('phone'))
    expect(visitor.isIn(GAP + 1)).toBe(false)
    visitor.tell(GAP + 2, 'A', onDevice('tablet'))
    visitor.tell(GAP + 3, 'B', onDevice('phone'))
    expect(visitor.isIn(GAP + 3)).toBe(false)
    visitor.tell(GAP + 4, 'B', onDevice('tablet'))
    expect(visitor.isIn(9 * GAP)).toBe(true)
  })

  test('[SEG64] in the current session is over with it', () => {
    const visitor = createVisitor(
      segmentOf(sequence({ scope: 'session', completedIn: { session: 'current' } })),
    )
    visitor.track(0, 'A')
    visitor.track(1, 'B')
    expect(visitor.isIn(1)).toBe(true)
    expect(visitor.isIn(GAP + 1)).toBe(false)
  })

  test('[SEG64] immediately is the next event of the same session', () => {
    const direct = () => createVisitor(segmentOf(sequence({}, { immediately: true })))
    const apart = direct()
    apart.tell(0, 'A', onDevice('phone'))
    apart.tell(1, 'Z', onDevice('tablet'))
    apart.tell(2, 'Z', { channel: 'server' })
    apart.tell(3, 'B', onDevice('phone'))
    expect(apart.isIn(3)).toBe(true)
    const between = direct()
    between.tell(0, 'A', onDevice('phone'))
    between.tell(1, 'Z', onDevice('phone'))
    between.tell(2, 'B', onDevice('phone'))
    expect(between.isIn(2)).toBe(false)
    const later = direct()
    later.tell(0, 'A', onDevice('phone'))
    later.tell(1, 'B', onDevice('tablet'))
    later.tell(GAP + 1, 'B', onDevice('phone'))
    expect(later.isIn(GAP + 1)).toBe(false)
  })

  test('[SEG64] keeps of two sessions what began later beside what was found later', () => {
    const chain = createVisitor(
      segmentOf({
        kind: 'sequence',
        steps: [{ event: 'A' }, { event: 'B' }, { event: 'C', immediately: true }, { event: 'D' }],
        total: 'PT5M',
        completedIn: 'ever',
      }),
    )
    chain.tell(0, 'A', onDevice('phone'))
    chain.tell(MINUTE, 'B', onDevice('phone'))
    chain.tell(2 * MINUTE, 'A', onDevice('tablet'))
    chain.tell(3 * MINUTE, 'B', onDevice('tablet'))
    chain.tell(4 * MINUTE, 'C', onDevice('tablet'))
    // Found later, and begun earlier: too early for what comes.
    chain.tell(5 * MINUTE, 'C', onDevice('phone'))
    chain.tell(6 * MINUTE, 'D', onDevice('phone'))
    expect(chain.isIn(6 * MINUTE)).toBe(true)
  })
})

describe('sessions, whatever comes when', () => {
  const events = [
    { at: 0, name: 'A', device: 'phone' },
    { at: 20 * MINUTE, name: 'B', device: 'phone' },
    { at: 45 * MINUTE, name: 'A', device: 'phone' },
    { at: 50 * MINUTE, name: 'A', device: 'tablet' },
  ]

  test('[SEG66] a late event joins two that were apart', () => {
    const visitor = createCounted()
    for (const index of [0, 2, 3]) {
      const { at, name, device } = events[index] ?? { at: 0, name: '', device: '' }
      visitor.tell(at, name, onDevice(device))
    }
    expect(visitor.count(50 * MINUTE)).toEqual([3, 1])
    expect(visitor.tell(20 * MINUTE, 'B', onDevice('phone'))).toContainEqual({
      segment: 'ended-1',
      type: 'exited',
      at: 50 * MINUTE,
      reason: 'late',
    })
    expect(visitor.count(50 * MINUTE)).toEqual([2, 0])
  })

  test('[SEG66] an event that another of its device has overtaken joins without a look at the log', () => {
    const plan = compilePlan(
      [
        segmentOf(inSession('A', { gte: 2 })),
        segmentOf({ kind: 'profile', where: { 'session.pages': 1 } }, { id: 'page' }),
      ],
      { timezone: 'UTC' },
    )
    const state = createState(plan)
    const log: LogReader = {
      scan: () => {
        throw new Error('the log was asked for')
      },
      facts: () => [],
    }
    const take = (id: string, at: number, rest: Partial<ProfileEvent> = {}) =>
      applyEvent(
        plan,
        state,
        { id, type: 'track', name: 'A', at: START + at, channel: 'web', ...rest },
        START + at,
        log,
      )
    take('a', 0)
    // The call that brought it moved the clock past the next event.
    advance(plan, state, START + SECOND, log)
    expect(take('b', SECOND - 1, { type: 'page' })).toEqual([
      { segment: 'it', type: 'entered', at: START + SECOND, reason: 'late' },
      { segment: 'page', type: 'entered', at: START + SECOND, reason: 'late' },
    ])
    expect(take('c', SECOND - 2)).toEqual([])
    // One that may be the session's first changes what was told of its start.
    expect(() => take('d', 0)).toThrow('the log was asked for')
  })

  test('[SEG66] a release that begins to ask for sessions finds those that were', () => {
    const before = createVisitor(segmentOf({ kind: 'event', event: 'B', window: 'ever' }))
    for (const { at, name, device } of events) before.tell(at, name, onDevice(device))
    const asking: Segment[] = [
      segmentOf({ all: [started({}, { gte: 2 }), inSession('A')] }, { id: 'second' }),
      segmentOf({ kind: 'profile', where: { 'session.number': 2 } }, { id: 'number' }),
    ]
    const now = START + 51 * MINUTE
    const { state } = upgradeState(compilePlan(asking, { timezone: 'UTC' }), before.state, now, before.log)
    const plan = compilePlan(asking, { timezone: 'UTC' })
    expect([...memberships(plan, state)].toSorted()).toEqual(['number', 'second'])
    advance(plan, state, now + HOUR, before.log)
    expect([...memberships(plan, state)]).toEqual([])
  })

  test('[SEG67] what is remembered, and what was so at the moment of an event, hears of sessions', () => {
    const visitor = createVisitor(
      segmentOf(
        { kind: 'profile', where: { 'session.isActive': true } },
        { id: 'here', exit: { minStay: 'PT1H' } },
      ),
      segmentOf(
        {
          kind: 'asOf',
          anchor: { event: 'Session Ended' },
          holds: {
            all: [inSession('Product Added'), { kind: 'profile', where: { 'session.isActive': true } }],
          },
          window: 'P1D',
        },
        { id: 'abandoned' },
      ),
    )
    visitor.track(0, 'Product Added')
    expect(visitor.segments(0)).toEqual(['here'])
    expect(visitor.wait(2 * HOUR)).toEqual([
      { segment: 'abandoned', type: 'entered', at: GAP },
      { segment: 'here', type: 'exited', at: HOUR },
    ])
  })

  test('[SEG67] an explanation says what was seen in the session, and when it ends', () => {
    const visitor = createVisitor(segmentOf({ all: [inSession('A', { gte: 1 }), started({}, { gte: 1 })] }))
    visitor.track(0, 'A')
    visitor.track(1, 'A')
    const { when } = visitor.explain(1)
    expect(when.children).toMatchObject([
      { truth: 'true', seen: 2, changesAt: new Date(START + GAP + 1).toISOString() },
      { truth: 'true', seen: 1, since: new Date(START).toISOString(), changesAt: null },
    ])
  })

  test('[SEG22] a sequence that may have begun in another session has no part in the current one', () => {
    const steps = [{ event: 'A' }, { event: 'B' }]
    const rule = segmentOf({ kind: 'sequence', steps, completedIn: { session: 'current' } })
    expect(validateSegments([rule])).toMatchObject([{ pointer: '/segments/0/when/completedIn' }])
    expect(
      validateSegments([
        segmentOf({ kind: 'sequence', steps, scope: 'session', completedIn: { session: 'current' } }),
      ]),
    ).toEqual([])
  })

  test('[SEG39] what is more in a session than there ever was can never be', () => {
    const never = segmentOf({
      all: [inSession('A', { gte: 3 }), { kind: 'event', event: 'A', window: 'ever', op: { lt: 3 } }],
    })
    expect(
      lintSegments([never, segmentOf(inSession('A'), { id: 'fine' })], { timezone: 'UTC' }),
    ).toMatchObject([{ lint: 'neverTrue', pointer: '/segments/0/when' }])
  })
})
