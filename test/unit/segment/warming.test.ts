import { describe, expect, test } from 'vitest'
import { compareEvents, type ProfileEvent } from '../../../shared/event/profile-event.ts'
import type { JsonObject } from '../../../shared/json.ts'
import {
  advance,
  applyEvent,
  compilePlan,
  computedTraits,
  type ComputedTrait,
  type Condition,
  createState,
  explain,
  type LogReader,
  memberships,
  nextFlipAt,
  prepareToForget,
  type Segment,
  upgradeState,
} from '../../../shared/segment/index.ts'
import { DAY, HOUR, segmentOf, START } from './visitor.ts'

const bought = (window: string, op: object = { gte: 1 }): Condition => ({
  kind: 'event',
  event: 'Order Completed',
  window,
  // `as`: each test says one
  op: op as { gte: number },
})

/** A profile that bought on days 0 and 10, whose log then lost all up to day 20. Rules may be there from birth, or new. */
function createForgetful({ known = [], traits = [] }: { known?: Segment[]; traits?: ComputedTrait[] } = {}) {
  const cutAt = START + 20 * DAY
  const events: ProfileEvent[] = []
  let wholeAfter: number | undefined
  let released: readonly Segment[] = known
  const compile = () => compilePlan(released, { timezone: 'UTC', computedTraits: traits })
  let plan = compilePlan(known, { timezone: 'UTC' })
  let state = createState(plan)
  const log: LogReader = {
    scan: (from, to) =>
      events
        .filter(({ at }) => at > Math.max(from, wholeAfter ?? -Infinity) && at <= to)
        .toSorted(compareEvents),
    facts: () => [],
    get wholeAfter() {
      return wholeAfter
    },
  }
  const track = (at: number, name = 'Order Completed', properties: JsonObject = { revenue: 100 }) => {
    const event: ProfileEvent = { id: `m${events.length}`, type: 'track', name, at: START + at, properties }
    events.push(event)
    applyEvent(plan, state, event, Math.max(event.at, state.clock), log)
  }
  const forget = () => {
    advance(plan, state, cutAt, log)
    prepareToForget(plan, state)
    // As it comes back from storage
    state = JSON.parse(JSON.stringify(state)) as typeof state
    wholeAfter = cutAt
  }
  track(0)
  track(10 * DAY)
  return {
    track,
    forget,
    release(...rules: Segment[]) {
      released = rules
      plan = compile()
      state = upgradeState(plan, state, Math.max(cutAt, state.clock), log).state
    },
    explain(at: number, id = 'it') {
      advance(plan, state, START + at, log)
      const { truth, warmingUntil } = explain(plan, state, id, START + at, log).when
      expect(memberships(plan, state).has(id)).toBe(truth === 'true')
      return warmingUntil === undefined ? truth : `${truth} until ${warmingUntil?.slice(0, 10) ?? 'never'}`
    },
    members: () => memberships(plan, state),
    nextFlip() {
      const at = nextFlipAt(plan, state)
      return at === null ? null : at - START
    },
    computed(at: number) {
      advance(plan, state, START + at, log)
      return computedTraits(plan, state)
    },
  }
}

/** A rule that comes when the log has lost its beginning. */
function newRule(when: Condition) {
  const profile = createForgetful()
  profile.forget()
  profile.release(segmentOf(when))
  return profile
}

describe('a new rule, where the log has lost its beginning', () => {
  test('[SEG96] is unknown as long as its window reaches back to what is gone, and says until when', () => {
    const profile = newRule(bought('P7D'))
    expect(profile.explain(20 * DAY)).toBe('unknown until 2026-11-28')
    expect(profile.nextFlip()).toBe(null)
    expect(profile.explain(27 * DAY - 1)).toBe('unknown until 2026-11-28')
    expect(profile.explain(27 * DAY)).toBe('false')
  })

  test('[SEG96] is true at once where what is there settles it', () => {
    const profile = newRule(bought('P30D'))
    expect(profile.explain(20 * DAY)).toBe('unknown until 2026-12-21')
    profile.track(21 * DAY)
    expect(profile.explain(21 * DAY)).toBe('true')
    // The end of the 30 days comes after the end of the warming.
    expect(profile.explain(51 * DAY - 1)).toBe('true')
    expect(profile.explain(51 * DAY)).toBe('false')
  })

  test('[SEG96] nobody "never bought" for all that is known', () => {
    const profile = newRule(bought('ever', { eq: 0 }))
    expect(profile.explain(400 * DAY)).toBe('unknown until never')
    profile.track(401 * DAY)
    expect(profile.explain(401 * DAY)).toBe('false')
  })

  test('[SEG96] becomes a member at the instant at which it knows', () => {
    const profile = newRule(bought('P7D', { eq: 0 }))
    expect(profile.explain(21 * DAY)).toBe('unknown until 2026-11-28')
    expect(profile.nextFlip()).toBe(27 * DAY)
    expect(profile.explain(27 * DAY)).toBe('true')
  })

  const windows: [string, Condition, string][] = [
    [
      'a window that begins after it',
      { ...bought('ever'), window: { from: '2026-11-22' } } as Condition,
      'false',
    ],
    [
      'one that begins before',
      { ...bought('ever'), window: { from: '2026-11-20' } } as Condition,
      'unknown until never',
    ],
    [
      'a month of the calendar',
      { ...bought('ever'), window: { calendar: 'month' } } as Condition,
      'unknown until 2026-12-01',
    ],
    [
      'days that have passed',
      { ...bought('ever'), window: { between: ['P9D', 'P2D'] } } as Condition,
      'unknown until 2026-11-30',
    ],
    [
      'an absence',
      {
        kind: 'absence',
        after: { event: 'Product Added' },
        none: { event: 'Order Completed' },
        within: 'P2D',
        activeFor: 'P3D',
      },
      'unknown until 2026-11-26',
    ],
    [
      'a sequence in a limited time',
      {
        kind: 'sequence',
        steps: [{ event: 'Product Added' }, { event: 'Order Completed' }],
        total: 'P1D',
        completedIn: 'P4D',
      },
      'unknown until 2026-11-26',
    ],
    [
      'what held at the moment of an event',
      { kind: 'asOf', anchor: { event: 'Product Added' }, holds: bought('P3D'), window: 'P2D' },
      'unknown until 2026-11-26',
    ],
    ['what an event set', { kind: 'profile', where: { 'traits.plan': 'pro' } }, 'false'],
  ]
  test.each(windows)('[SEG96] knows when it will know: %s', (_, when, expected) => {
    expect(newRule(when).explain(21 * DAY)).toBe(expected)
  })

  test('[SEG96] half a computed trait is none, and rules on it are unknown', () => {
    const spent: ComputedTrait = {
      id: 'spent',
      name: 'Spent',
      event: 'Order Completed',
      window: 'P5D',
      agg: { sum: 'properties.revenue' },
    }
    const profile = createForgetful({ traits: [spent] })
    profile.forget()
    profile.release(segmentOf({ kind: 'profile', where: { 'computed.spent': { $lt: 50 } } }))
    profile.track(21 * DAY)
    expect(profile.computed(21 * DAY)).toEqual({ spent: null })
    expect(profile.explain(21 * DAY)).toBe('unknown until 2026-11-26')
    expect(profile.computed(25 * DAY)).toEqual({ spent: 100 })
    expect(profile.explain(25 * DAY)).toBe('false')
    expect(profile.explain(26 * DAY)).toBe('true')
  })
})

describe('a rule that was there before the log lost its beginning', () => {
  test('[SEG97] goes on knowing, whether anything happened or not', () => {
    const rules = [
      segmentOf(bought('ever', { gte: 2 }), { id: 'twice' }),
      segmentOf({ kind: 'event', event: 'Cart Emptied', window: 'ever', op: { eq: 0 } }, { id: 'never' }),
      segmentOf(bought('P30D'), { id: 'lately' }),
    ]
    const profile = createForgetful({ known: rules })
    profile.forget()
    const answers = () => rules.map(({ id }) => `${id} ${profile.explain(21 * DAY, id).split(' ')[0]}`)
    const knows = ['twice true', 'never true', 'lately true']
    expect(answers()).toEqual(knows)
    profile.release(...rules, segmentOf(bought('P365D')))
    expect(answers()).toEqual(knows)
    expect(profile.explain(21 * DAY)).toBe('unknown until 2027-11-21')
    // Another release, and what was new is not known better.
    profile.release(segmentOf(bought('P365D')), ...rules)
    expect(profile.explain(21 * DAY)).toBe('unknown until 2027-11-21')
    expect(profile.explain(40 * DAY - 1, 'lately')).toBe('true')
    expect(profile.explain(40 * DAY, 'lately')).toBe('false')
  })

  test('[SEG97] remembers who is a member since before, and does not take them out for a late event', () => {
    const sticky = segmentOf(bought('P7D'), { exit: { minStay: 'P365D' } })
    const profile = createForgetful({ known: [sticky] })
    profile.forget()
    const isMember = (at: number) => {
      profile.computed(at)
      return profile.members().has('it')
    }
    expect(isMember(21 * DAY)).toBe(true)
    profile.track(22 * DAY, 'Product Added')
    profile.track(21 * DAY + HOUR)
    expect(isMember(30 * DAY)).toBe(true)
    expect(isMember(364 * DAY)).toBe(true)
  })
})

test('[SEG97] a profile that is young is not warming: its log is whole', () => {
  const profile = createForgetful()
  profile.release(segmentOf(bought('P365D', { gte: 3 })))
  expect(profile.explain(20 * DAY)).toBe('false')
})
