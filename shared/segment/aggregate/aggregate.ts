import type { Json } from '../../json.ts'

/** A run of values that grows at its newer end and shrinks at its older one, and what is made of them. */
export interface Aggregate {
  push(value: Json): void
  /** Takes out the oldest, which the caller still knows. */
  shift(value: Json): void
  /** What is made of the values; null: nothing can be. */
  value(): Json
}

/** An event that counts or will count: its instant and what is taken from it. */
export type Entry = [at: number, value: Json]

/** A kind of aggregate, made anew for each run. */
export interface AggregateKind {
  create(): Aggregate
  /** What of an event's value goes in; undefined: the event is passed over. */
  take(value: Json): Json | undefined
  /** How many entries `prune` leaves at the most. @default as many as there are */
  readonly most?: number
  /**
   * Leaves out what can never matter again, where all that has entered is there and the oldest leaves first. All but the
   * entry at `place`, which is new, has been pruned before.
   */
  readonly prune?: (entries: Entry[], place: number) => void
}
