import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import type { Segment } from '../../shared/segment/index.ts'

/**
 * A rule of three leaves: `min` of one thing in a window, never another, and a trait. The peers know neither windows
 * nor history, so they are given the two counts as facts that somebody else has kept up to date for nothing.
 */
export interface Rule {
  readonly did: Subject
  readonly window: string
  readonly min: number
  readonly never: Subject
  readonly score: number
}

/** One kind of event about one item. */
export interface Subject {
  readonly event: string
  readonly item: string
}

export const EVENT_NAMES = 50
export const ITEMS = 20
const WINDOWS = ['PT1H', 'P1D', 'P7D', 'P30D']
/** The time between two events. */
const STEP_MS = 60_000
const START = Date.UTC(2026, 0)

/** The same whole numbers on every run: mulberry32. */
export function createIntegers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export function createRules(count: number): Rule[] {
  const integer = createIntegers(1)
  const subject = (): Subject => ({ event: `Event ${integer(EVENT_NAMES)}`, item: `item-${integer(ITEMS)}` })
  return Array.from({ length: count }, () => ({
    did: subject(),
    window: WINDOWS[integer(WINDOWS.length)] ?? 'P1D',
    min: 1 + integer(3),
    never: subject(),
    score: integer(100),
  }))
}

export function toSegment(rule: Rule, index: number): Segment {
  return {
    schema: 'segment/1',
    id: `rule-${index}`,
    name: `Rule ${index}`,
    when: {
      all: [
        {
          kind: 'event',
          event: rule.did.event,
          where: { 'properties.item': rule.did.item },
          window: rule.window,
          op: { gte: rule.min },
        },
        {
          kind: 'event',
          event: rule.never.event,
          where: { 'properties.item': rule.never.item },
          window: 'ever',
          op: { eq: 0 },
        },
        { kind: 'profile', where: { 'traits.score': { $gte: rule.score } } },
      ],
    },
  }
}

/** The visitor's trait, set before everything else. */
export function createIdentify(): ProfileEvent {
  return { id: 'identify', type: 'identify', name: '', at: START, traits: { score: 50 } }
}

/** Events in order, one a minute, spread evenly over names and items. */
export function createEvents(count: number): ProfileEvent[] {
  const integer = createIntegers(2)
  return Array.from({ length: count }, (_, index) => ({
    id: `event-${index}`,
    type: 'track',
    name: `Event ${integer(EVENT_NAMES)}`,
    at: START + (index + 1) * STEP_MS,
    properties: { item: `item-${integer(ITEMS)}`, price: integer(100) },
  }))
}
