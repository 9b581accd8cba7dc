import type { Facts } from '../../../shared/event/facts.ts'
import { compareEvents, type ProfileEvent } from '../../../shared/event/profile-event.ts'
import type { JsonObject } from '../../../shared/json.ts'
import {
  advance,
  applyEvent,
  applyFacts,
  compilePlan,
  type ComputedTrait,
  computedTraits,
  type Condition,
  createState,
  explain,
  type FactsChange,
  type LogReader,
  memberships,
  nextFlipAt,
  type Segment,
  type Transition,
} from '../../../shared/segment/index.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** The clock of these tests begins here. */
export const START = Date.UTC(2026, 10, 1)

/** A rule as a segment with the id `it`. */
export function segmentOf(when: Condition, rest: Partial<Segment> = {}): Segment {
  return { schema: 'segment/1', id: 'it', name: 'It', when, ...rest }
}

/** A profile and its log under some segments; times are milliseconds after `START`. */
export function createVisitor(...segments: Segment[]) {
  return createVisitorWith([], ...segments)
}

/** The same, with computed traits that the segments may read. */
export function createVisitorWith(computed: readonly ComputedTrait[], ...segments: Segment[]) {
  const plan = compilePlan(segments, { timezone: 'UTC', computedTraits: computed })
  const state = createState(plan)
  const events: ProfileEvent[] = []
  const changes: FactsChange[] = []
  let messages = 0
  const log: LogReader = {
    scan: (from, to) => events.filter(({ at }) => at > from && at <= to).toSorted(compareEvents),
    facts: (from, to) => changes.filter(({ at }) => at > from && at <= to),
  }
  const add = (event: Omit<ProfileEvent, 'id'>): Transition[] => {
    messages++
    const complete = { id: `m${messages}`, ...event }
    events.push(complete)
    return applyEvent(plan, state, complete, Math.max(complete.at, state.clock), log).map(sinceStart)
  }
  return {
    plan,
    state,
    log,
    track: (at: number, name: string, properties: JsonObject = {}) =>
      add({ type: 'track', name, at: START + at, properties, channel: 'web' }),
    app: (at: number, name: string) => add({ type: 'track', name, at: START + at, channel: 'mobile' }),
    /** An event in full, a `track` call where it does not say. */
    tell: (at: number, name: string, rest: Partial<ProfileEvent> = {}) =>
      add({ type: 'track', name, at: START + at, ...rest }),
    identify: (at: number, traits: JsonObject) => add({ type: 'identify', name: '', at: START + at, traits }),
    facts(at: number, facts: Facts) {
      changes.push({ at: START + at, facts })
      return applyFacts(plan, state, facts, START + at, log).map(sinceStart)
    },
    wait: (until: number) => advance(plan, state, START + until, log).map(sinceStart),
    /** The segments the visitor is in at an instant. */
    segments(at: number) {
      advance(plan, state, START + at, log)
      return [...memberships(plan, state)].toSorted()
    },
    /** The values of the computed traits at an instant. */
    computed(at: number) {
      advance(plan, state, START + at, log)
      return computedTraits(plan, state)
    },
    /** Is the visitor in the segment `it` at an instant? */
    isIn(at: number) {
      advance(plan, state, START + at, log)
      return memberships(plan, state).has('it')
    },
    nextFlip() {
      const at = nextFlipAt(plan, state)
      return at === null ? null : at - START
    },
    explain: (at: number, id = 'it') => explain(plan, state, id, START + at, log),
  }
}

function sinceStart(transition: Transition): Transition {
  return { ...transition, at: transition.at - START }
}
