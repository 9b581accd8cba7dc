import type { Receipt } from './receipt.ts'

/** One call that came to a site, as it is shown to whoever watches. No traits, no properties: who may read them reads the profile. */
export interface SeenCall {
  /** ISO 8601. */
  readonly at: string
  /** The profile's key, as the index and the admin API have it; null: no profile was asked. */
  readonly profile: string | null
  /** Who called: a page with the script, a client of Segment's HTTP API, or a server. */
  readonly from: 'page' | 'client' | 'server'
  /** The first events of the call, at most ten, and what became of them. */
  readonly events: readonly SeenEvent[]
  /** How many events it had. */
  readonly count: number
  /** The path of the page, without its query. */
  readonly path: string | null
  readonly country: string | null
  readonly device: string | null
  /** What the page was told to show, by slot; empty: the defaults, or it did not ask. */
  readonly decisions: Readonly<
    Record<string, { readonly experience: string; readonly variant: string | null }>
  >
  /** How long a decision took at the edge, in milliseconds, the profile waited for and the network not; null: none was asked for. */
  readonly ms: number | null
  /** Why no profile answered: the word before the colon of a receipt's reason; null: one did. */
  readonly without: string | null
}

export interface SeenEvent extends Pick<Receipt, 'status' | 'reason'> {
  /** `track`, `page` …; null: it said none. */
  readonly type: string | null
  /** The name of a tracked event; null: it has none. */
  readonly name: string | null
}

/** What a socket of `GET /api/sites/:site/events/live` is sent: what came since the message before. */
export interface WatchMessage {
  readonly type: 'seen'
  /** ISO 8601. */
  readonly at: string
  /** How many calls and events there were, shown or not. */
  readonly calls: number
  readonly events: number
  /** Some of the calls: all of them while there are few. */
  readonly shown: readonly SeenCall[]
}

/** What a watcher may say over the socket: nothing is sent between `pause` and `resume`. */
export type WatcherMessage = { readonly type: 'pause' } | { readonly type: 'resume' }
