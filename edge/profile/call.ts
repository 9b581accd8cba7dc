import type { Facts, Receipt } from '../../shared/event/index.ts'
import type { Ask } from './ask.ts'
import type { Quarantined } from './log-row.ts'
import type { EventLimit } from './token-bucket.ts'

/** What the Worker hands to a profile beside its events: one visitor's part of a request. */
export interface Call {
  /** The release that the Worker knows; the profile never goes back to an older one. */
  readonly release: number
  readonly quarantined: readonly Quarantined[]
  /** What the profile takes of this caller; absent: anything, as servers are trusted. */
  readonly limit?: EventLimit
  readonly facts: Facts
  /** What its page wants to know; absent: it is of no page. */
  readonly ask?: Ask
}

/** What a profile answers to a call that it did not take, as its visitor sent too much. */
export interface Limited {
  readonly retryAfterMs: number
}

/** An answer to a page beside which some of its messages are in nobody's books. */
export interface PartlyRefused {
  readonly text: string
  readonly refused: readonly Receipt[]
}

/** A call that wants an answer for its page. */
export interface Visit extends Call {
  readonly ask: Ask
  /** Told to the page, where the script is to keep the id. */
  readonly anonymousId?: string
}
