import type { ProfileEvent } from '../event/profile-event.ts'

/**
 * A profile's own log. It holds exactly the events that were applied so far, the one being applied included: a rule
 * that rebuilds from it would count an event twice that is in the log before its turn.
 */
export interface LogReader {
  /** The events with `from < at ≤ to`, in the order of `compareEvents`. */
  scan(from: number, to: number): Iterable<ProfileEvent>
}
