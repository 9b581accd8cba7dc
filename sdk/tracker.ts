import type { Receipt } from '../shared/event/receipt.ts'
import type { Consent, ConsentUpdate } from './consent.ts'
import type { EdgewiseEventMap } from './event-map.ts'
import type { EventOptions } from './event-options.ts'
import type { EventName, TrackArguments } from './track-arguments.ts'
import type { TrackerOptions } from './tracker-options.ts'
import { startTracking } from './tracking.ts'

/**
 * Tells the edge what happens on a page. No function here throws, and no promise rejects: what goes wrong reaches
 * `on('error', …)`.
 */
export interface Tracker {
  /**
   * Says what the visitor did. Sent at once; the answer changes the page's slots. Names and properties are checked where
   * {@link EdgewiseEvents} declares them.
   *
   * @param rest - the event's properties, anything that JSON can carry, read at the time of the call; then options
   * @returns the edge's receipt; undefined when the event is kept for later (offline, no consent yet) or dropped (denied)
   * @example edgewise.track('Product Added', { product_id: 'p1', category: 'hiking', price: 89 })
   */
  track<Name extends EventName>(event: Name, ...rest: TrackArguments<Name>): Promise<Receipt | undefined>
  /**
   * Says that a page is viewed. The script does it by itself when it starts; a single-page app calls it on each view.
   *
   * @example edgewise.page('Shop', 'Hiking', { season: 'winter' })
   */
  page(
    category?: string | null,
    name?: string | null,
    properties?: object,
    options?: EventOptions,
  ): Promise<Receipt | undefined>
  page(name: string, properties?: object, options?: EventOptions): Promise<Receipt | undefined>
  page(properties: object, options?: EventOptions): Promise<Receipt | undefined>
  /**
   * Says who the visitor is, or what is known of them. From a page a `userId` only labels the visitor's profile: it
   * never opens another one. It is attached to the events of this page from then on.
   *
   * @example edgewise.identify({ firstName: 'Ada' })
   */
  identify(userId: string | null, traits?: object, options?: EventOptions): Promise<Receipt | undefined>
  identify(traits: object, options?: EventOptions): Promise<Receipt | undefined>
  /**
   * Says that a screen of an app is viewed: `page` for what has no address.
   *
   * @example edgewise.screen('Size guide')
   */
  screen(
    category?: string | null,
    name?: string | null,
    properties?: object,
    options?: EventOptions,
  ): Promise<Receipt | undefined>
  screen(name: string, properties?: object, options?: EventOptions): Promise<Receipt | undefined>
  screen(properties: object, options?: EventOptions): Promise<Receipt | undefined>
  /**
   * Says to which group (a company, a team) the visitor belongs, and what is known of it.
   *
   * @example edgewise.group('team-7', { name: 'Ridge Walkers', plan: 'pro' })
   */
  group(groupId: string | null, traits?: object, options?: EventOptions): Promise<Receipt | undefined>
  group(traits: object, options?: EventOptions): Promise<Receipt | undefined>
  /**
   * Says that a user has another id as well. It is recorded, and opens no other profile.
   *
   * @example edgewise.alias('user-1', 'old-user-1')
   */
  alias(userId: string, previousId?: string, options?: EventOptions): Promise<Receipt | undefined>
  /** Forgets the visitor in this browser, after sending what is waiting; the next event is another visitor's. */
  reset(): Promise<void>
  /**
   * Resolves (and calls back) once the first answer is there, or it is clear that there is none now.
   */
  ready(callback?: () => void): Promise<void>
  /** Listens; returns the function that stops it. */
  on<Name extends keyof EdgewiseEventMap>(
    name: Name,
    callback: (value: EdgewiseEventMap[Name]) => void,
  ): () => void
  off<Name extends keyof EdgewiseEventMap>(
    name: Name,
    callback: (value: EdgewiseEventMap[Name]) => void,
  ): void
  /**
   * Says what the visitor allows, and returns what holds now. Not remembered: say it on every page, as consent banners do.
   * Granting `analytics` sends the events that were held in memory; denying it drops them and erases what this browser keeps.
   *
   * @example edgewise.consent({ analytics: 'granted', personalization: 'granted', advertising: 'denied' })
   */
  consent(update?: ConsentUpdate): Consent
  /** Sends what is waiting, and resolves when that has been tried. */
  flush(): Promise<void>
  /** How things stand, for panels and support. */
  status(): TrackerStatus
}

/** How things stand. */
export interface TrackerStatus {
  readonly consent: Consent
  /** Events that wait in this browser: unsent, or sent and not receipted. */
  readonly queued: number
  /** Events of this page that were dropped unsent. */
  readonly lost: number
  /** The visitor's signed id; undefined where it lives in a cookie that no script can read, and before there is one. */
  readonly visitorId: string | undefined
}

/**
 * Starts tracking alone: events, identity, consent and delivery, and no content.
 *
 * @example
 * const tracker = createTracker({ key: 'ewk_shop_1', consent: 'granted' })
 * pageViews(tracker)
 * await tracker.track('Product Added', { product_id: 'p1' })
 */
export function createTracker(options: TrackerOptions): Tracker {
  return startTracking(options, { ask: () => ({ slots: [], debug: undefined }), learn: () => {} }).tracker
}
