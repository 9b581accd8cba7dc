import { randomId } from './browser/random-id.ts'

/** How one page load numbers its events. It lives nowhere but in memory and in the ids of queued events. */
export interface Stream {
  /** The time of the page load, then random: streams of later page loads sort later. */
  readonly id: string
  /** How many events have got their number. */
  sequence: number
}

export function createStream(): Stream {
  return { id: Date.now().toString(36) + randomId(), sequence: 0 }
}

/** The id of the next event: `ew1.<stream>.<sequence>`. */
export function nextMessageId(stream: Stream): string {
  return `ew1.${stream.id}.${++stream.sequence}`
}
