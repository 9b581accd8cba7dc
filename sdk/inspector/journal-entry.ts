import type { ReceiptStatus } from '../../shared/event/receipt.ts'
import type { StateDifference } from './state-difference.ts'

/** One line of the inspector's journal: something that happened between this page and the edge. */
export type JournalEntry = CallEntry | PushEntry | KnownEntry | ErrorEntry

interface EntryBase {
  /** Epoch milliseconds. */
  readonly at: number
  /** The page it happened on. */
  readonly path: string
}

/** This page asked, and was answered. */
export interface CallEntry extends EntryBase {
  readonly type: 'call'
  readonly events: readonly JournalEvent[]
  /** The round trip as the browser measured it. */
  readonly roundTripMs: number
  /** The edge's own share of it; null where the edge keeps that to itself. */
  readonly computeMs: number | null
  readonly version: number
  readonly difference: StateDifference
}

/** The edge spoke over the live socket, unasked. */
export interface PushEntry extends EntryBase {
  readonly type: 'push'
  readonly computeMs: number | null
  readonly version: number
  readonly difference: StateDifference
}

/** What was known already: kept from an earlier page, or answered before the inspector was there. */
export interface KnownEntry extends EntryBase {
  readonly type: 'known'
  readonly isStored: boolean
  readonly difference: StateDifference
}

/** Something went wrong; the page was not disturbed. */
export interface ErrorEntry extends EntryBase {
  readonly type: 'error'
  readonly code: string
  readonly message: string
}

/** An event that a call carried, and what became of it. */
export interface JournalEvent {
  readonly name: string
  /** What it was about, in a few words. */
  readonly subject: string
  readonly status: ReceiptStatus | 'unanswered'
  readonly reason?: string
  readonly body: unknown
}
