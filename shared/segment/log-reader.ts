import type { Facts } from '../event/facts.ts'
import type { ProfileEvent } from '../event/profile-event.ts'

/**
 * A profile's own log. It holds exactly what was applied so far, the event being applied included: a rule that rebuilds
 * from it would count an event twice that is in the log before its turn.
 */
export interface LogReader {
  /** The events with `from < at ≤ to`, in the order of `compareEvents`. */
  scan(from: number, to: number): Iterable<ProfileEvent>
  /** What was learned of the visitor with `from < at ≤ to`, in the order of its receipt. */
  facts(from: number, to: number): Iterable<FactsChange>
  /**
   * Later events are all there, earlier ones have been dropped; absent: none has. `prepareToForget` comes before that.
   */
  readonly wholeAfter?: number | undefined
}

/** Namespaces of facts that became others at an instant; those that are absent stayed. */
export interface FactsChange {
  /** When the request came that told them, epoch milliseconds. */
  readonly at: number
  readonly facts: Facts
}
