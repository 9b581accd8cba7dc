import type { Facts, ProfileEvent } from '../../shared/event/index.ts'
import type { Asked } from './asked-slots.ts'

/** An invalid event, kept with its reason so that it can be seen, and sent again after a correction. */
export interface Quarantined {
  readonly messageId: string
  readonly reason: string
  /** The event's JSON as it came, at most 32 KB of it. */
  readonly event: string
  /** The client's clock when it sent the event, by which the event's time is corrected; absent: it did not say. */
  readonly sentAt?: string | number
}

/** An invalid event as the log has it: that it came, so that it is not taken for a new one when it comes again. */
export interface SetAside extends Pick<Quarantined, 'messageId' | 'reason'> {
  /** What sent it; rows of before do not say. */
  readonly source?: string
}

/**
 * One call, or one alarm that changed something: all that happened to a profile at one moment. Folding a profile's rows
 * in order gives its state.
 */
export interface LogRow {
  readonly seq: number
  /** Epoch ms; the clock of the fold. Never decreases. */
  readonly receivedAt: number
  /** The release that the row was folded under. */
  readonly release: number
  /** The events that were new, in the order in which they came: that is how their ids are remembered again. */
  readonly events: readonly ProfileEvent[]
  /** What the request said by itself, where it differs from what was known. */
  readonly facts?: Facts
  /** The slots that its page asked for, where that was news; only beside events. */
  readonly asked?: Asked
  readonly quarantined?: readonly SetAside[]
  /** How many of the events were quarantined before, and are taken after all. */
  readonly replayed?: number
  /** How many messages of the call had been seen before. */
  readonly duplicates?: number
  /** How many messages of the call were refused. */
  readonly refused?: number
  /** Of what sent them; rows of before do not say. */
  readonly bySource?: Readonly<Record<string, { readonly duplicates?: number; readonly refused?: number }>>
}

/** Whether a row says anything: without it, only a membership that changed makes it worth keeping. */
export function hasNews({ events, facts, quarantined, duplicates, refused }: LogRow): boolean {
  return events.length > 0 || [facts, quarantined, duplicates, refused].some((part) => part !== undefined)
}
