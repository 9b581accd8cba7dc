import type { Json } from '../../json.ts'
import type { LeafState, Recorder } from './leaf.ts'

/** A value made of the matching events, which changes as events come and as its window moves on. */
export interface Measure<S extends LeafState = LeafState> extends Recorder<S> {
  /** The value at an instant; null: there is none. */
  value(state: S, now: number): Json
  /**
   * The value at `now`, and then what it becomes by time alone: each instant at which it may become another, in order.
   * Two values that follow each other may be equal.
   */
  course(state: S, now: number): Iterable<Moment>
}

/** From an instant on, a value. */
export type Moment = readonly [at: number, value: Json]
