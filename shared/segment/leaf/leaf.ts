import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { Match } from '../match.ts'
import type { Truth } from '../truth.ts'

/** What a leaf keeps of a profile: plain JSON, changed in place. */
export type LeafState = object

/** Keeps just enough of the past to be exact. */
export interface Recorder<S extends LeafState = LeafState> {
  /** The events that touch it. A match's place in this list is its role. */
  readonly matches: readonly Match[]
  /** Does the result depend on the order in which events are applied? Then a late one rebuilds it from the log. */
  readonly ordered: boolean
  /** How far back from the clock events can still matter, in milliseconds. */
  readonly reachMs: number
  /** How many entries it keeps at the most, whatever happens; `Infinity`: as many as there are events. */
  readonly most: number

  /** Is it asked of the current session alone, so that it may change when that ends? @default false */
  readonly isOfCurrentSession?: boolean
  /**
   * From when on it no longer matters what happened up to an instant.
   *
   * @default that instant and `reachMs`
   */
  forgets?(upTo: number): number

  /** How many entries of a state still matter at an instant: instants, values, whatever it keeps many of. */
  size(state: S, now: number): number
  create(): S
  /** Takes in an event. Bit `i` of `roles` is set when it fits `matches[i]`. `session` is the number of its session. */
  apply(state: S, event: ProfileEvent, roles: number, session: number | null): void
  /**
   * Told when other sessions are open than before, or another is the current one (the last of the list). Whoever has it
   * rests on sessions: a late event of a device rebuilds it from the log.
   */
  follow?(state: S, open: readonly number[]): void
}

/**
 * A kind of leaf: a statement about the past, that knows when it changes by itself. What it says of a state is a function
 * of that state and the clock, so a cold start needs nothing else.
 */
export interface Leaf<S extends LeafState = LeafState> extends Recorder<S> {
  /** Its truth while nothing has touched it, whatever the time. */
  readonly untouched: Truth
  truth(state: S, now: number): Truth
  /** The first instant after `now` at which `truth` is another, if nothing happens; `Infinity`: never. */
  flipsAt(state: S, now: number): number
  /** Would it say the same whatever happened before all that it has seen? @default no */
  isCertain?(state: S, now: number): boolean
  /** What was seen, for people. */
  seen(state: S, now: number): Json
}
