import type { Facts } from '../../event/facts.ts'
import type { Json } from '../../json.ts'
import type { LeafState } from '../leaf/leaf.ts'
import type { Membership } from '../memory/membership.ts'
import type { Plan } from '../plan/plan.ts'
import { createSessions, type Sessions } from '../session/sessions.ts'

/**
 * What the rules keep of one profile: plain JSON at any moment, so `JSON.stringify` stores it and `JSON.parse` brings
 * it back. It belongs to its caller, and the functions that take it change it in place. Leaves that nothing touched are
 * not in it. What it costs to look at quickly (truths, timers) is kept beside it in memory and rebuilt when it is not
 * there.
 */
export interface SegmentState {
  /** Of the form: raise it whenever that changes. A state of another form is built anew from the log. */
  readonly version: 4
  /** The plan that it was made or upgraded with. */
  plan: string
  /** The instant up to which everything is decided, epoch milliseconds. */
  clock: number
  /** The last event in order, by `compareEvents`. */
  last: EventKey | null
  readonly traits: Record<string, TraitEntry>
  facts: Facts
  /** Since when the facts are as they are; null: there are none. Events up to then do not know them all. */
  factsAt: number | null
  readonly leaves: Record<string, LeafState>
  /** Of leaves that would take too much room, in place of their state: the log has the rest. */
  readonly summaries: Record<string, LeafSummary>
  /**
   * Leaf hash → after which instant the log was whole that it was built from. Absent: what is kept is all there is to know.
   */
  warming?: Readonly<Record<string, number>>
  /** Segment id → since when it is a member. */
  readonly members: Record<string, number>
  /** The instant of the first event; null: there is none. Remembered memberships begin there. */
  born: number | null
  /** Of segments whose membership does not follow from their rule alone, by content hash. */
  readonly memory: Record<string, MemoryEntry>
  /** Null while no rule rests on sessions. */
  sessions: Sessions | null
}

/** Of a leaf its truth, of a computed trait its value. */
export interface LeafSummary {
  readonly value: Json
  /** Up to this instant it is so if nothing happens; null: for ever. */
  readonly until: number | null
}

/** A membership, and what it was before the instant of its last step: what else happens then is decided together. */
export interface MemoryEntry {
  readonly at: number
  readonly before: Membership
  readonly now: Membership
}

export type EventKey = [at: number, sequence: number, id: string]

/** A trait's value and the event that set it. */
export type TraitEntry = [value: Json, at: number, sequence: number, id: string]

/** The state of a profile to which nothing has happened. Its first event or `advance` decides its first memberships. */
export function createState(plan: Plan): SegmentState {
  return {
    version: 4,
    plan: plan.hash,
    clock: 0,
    last: null,
    traits: {},
    facts: {},
    factsAt: null,
    leaves: {},
    summaries: {},
    members: {},
    born: null,
    memory: {},
    sessions: plan.sessions ? createSessions() : null,
  }
}
