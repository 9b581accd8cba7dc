import type { JsonObject } from '../json.ts'

export type EventType = 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias'

/**
 * An event as a profile keeps it: parsed, with its corrected time. This is what rules see.
 *
 * The order of events is `at`, then `sequence` (absent counts as 0), then `id`.
 */
export interface ProfileEvent {
  /** The message id. Unique within a profile. */
  readonly id: string
  readonly type: EventType
  /** `track`: its `event`; `page`: `Page Viewed`; `screen`: `Screen Viewed`; other types: the empty string. */
  readonly name: string
  /** Corrected time, epoch milliseconds; never after its receipt. */
  readonly at: number
  /** The place in its SDK stream (`ew1.<stream>.<sequence>`), where it has one. */
  readonly sequence?: number
  readonly properties?: JsonObject
  readonly traits?: JsonObject
  readonly context?: JsonObject
  /** Where it happened: `web`, `mobile`, `server` … */
  readonly channel?: string
  readonly userId?: string
}

/** Negative when `a` comes before `b` in a profile's order of events. */
export function compareEvents(a: ProfileEvent, b: ProfileEvent): number {
  return a.at - b.at || (a.sequence ?? 0) - (b.sequence ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
