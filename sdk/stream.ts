import { randomId } from './browser/random-id.ts'

/** How much of a stream's seed names it: its time, and 53 random bits. */
const NAME_LENGTH = 24

/** How one page load numbers its events. */
export interface Stream {
  /**
   * The time of the page load, then random: streams of later page loads sort later. Its beginning stands in the ids of events. The
   * whole of it stands in none, as a new visitor's id is made from it: whoever reads an event is not to be able to.
   */
  readonly seed: string
  /** How many events have got their number. */
  sequence: number
}

export function createStream(): Stream {
  return { seed: Date.now().toString(36) + randomId(), sequence: 0 }
}

/** The id of the next event: `ew1.<stream>.<sequence>`. */
export function nextMessageId(stream: Stream): string {
  return `ew1.${stream.seed.slice(0, NAME_LENGTH)}.${++stream.sequence}`
}
