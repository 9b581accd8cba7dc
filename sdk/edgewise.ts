import type { Receipt } from '../shared/event/receipt.ts'
import type { Decision } from '../shared/experience/decision.ts'
import type { Consent, ConsentUpdate } from './consent.ts'
import type { EdgewiseEventMap } from './event-map.ts'
import type { EventOptions } from './event-options.ts'

/**
 * What a page talks to: `window.edgewise`, or what `createEdgewise` returns. No function here throws, and no promise
 * rejects: what goes wrong reaches `on('error', …)`.
 */
export interface Edgewise {
  /**
   * Says what the visitor did. Sent at once; the answer changes the page's slots.
   *
   * @param properties - anything that JSON can carry; read at the time of the call
   * @returns the edge's receipt; undefined when the event is kept for later (offline, no consent yet) or dropped (denied)
   * @example edgewise.track('Product Added', { product_id: 'p1', category: 'hiking', price: 89 })
   */
  track(event: string, properties?: object, options?: EventOptions): Promise<Receipt | undefined>
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
  /** Forgets the visitor in this browser, after sending what is waiting; the next event is another visitor's. */
  reset(): Promise<void>
  /** A slot's content for code. The slot need not have an element on the page. */
  slot(name: string): SlotHandle
  /** Ids of the segments that the visitor is in and the page may know. Empty until something is known. */
  segments(): readonly string[]
  /**
   * Resolves (and calls back) once the first answer is there, or it is clear that there is none now: go on with what
   * `slot()` and `segments()` say.
   */
  ready(callback?: () => void): Promise<void>
  /** Listens; returns the function that stops it. `state` and `slot:…` call back at once with what is known already. */
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
  status(): EdgewiseStatus
  /** Opens the inspector: its script is loaded from beside this one, and requests ask for explanations. False: no more. */
  debug(on?: boolean): Promise<void>
}

/** One slot's content, for code. */
export interface SlotHandle {
  /** What the slot shows now; undefined until something is known. */
  get(): Decision | undefined
  /**
   * Calls back with the content that is known already, and whenever it changes. Returns the function that stops it.
   *
   * @example edgewise.slot('product-order').subscribe(({ fields }) => sortProducts(fields))
   */
  subscribe(callback: (decision: Decision) => void): () => void
}

/** How things stand. */
export interface EdgewiseStatus {
  readonly consent: Consent
  /** Events that wait in this browser: unsent, or sent and not receipted. */
  readonly queued: number
  /** Events of this page that were dropped unsent. */
  readonly lost: number
  /** The visitor's signed id; undefined where it lives in a cookie that no script can read, and before there is one. */
  readonly visitorId: string | undefined
  /** Whether the live socket is open. */
  readonly live: boolean
  /** Whether requests ask for explanations. */
  readonly debug: boolean
}
