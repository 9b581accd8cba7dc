import type { Decision } from '../shared/experience/decision.ts'
import type { EdgewiseEventMap } from './event-map.ts'
import type { SlotDecision, SlotName } from './slot-decision.ts'
import type { Tracker, TrackerStatus } from './tracker.ts'

/**
 * What a page talks to: `window.edgewise`, or what `createEdgewise` returns. No function here throws, and no promise
 * rejects: what goes wrong reaches `on('error', …)`.
 */
export interface Edgewise extends Tracker {
  /**
   * A slot's content for code. The slot need not have an element on the page. Its name and its fields are checked where
   * {@link EdgewiseSlots} declares them.
   */
  slot<Name extends SlotName>(name: Name): SlotHandle<Name>
  /** What all slots show now, by name. Empty until something is known. */
  slots(): Readonly<Record<string, Decision>>
  /** Ids of the segments that the visitor is in and the page may know. Empty until something is known. */
  segments(): readonly string[]
  /** Listens; returns the function that stops it. `state` and `slot:…` call back at once with what is known already. */
  on<Name extends keyof EdgewiseEventMap>(
    name: Name,
    callback: (value: EdgewiseEventMap[Name]) => void,
  ): () => void
  /** How things stand, for panels and support. */
  status(): EdgewiseStatus
  /** Opens the inspector: its script is loaded from beside this one, and requests ask for explanations. False: no more. */
  debug(on?: boolean): Promise<void>
}

/** One slot's content, for code. */
export interface SlotHandle<Name extends string = string> {
  /** What the slot shows now; undefined until something is known. */
  get(): SlotDecision<Name> | undefined
  /**
   * Calls back with the content that is known already, and whenever it changes. Returns the function that stops it.
   *
   * @example edgewise.slot('product-order').subscribe(({ fields }) => sortProducts(fields))
   */
  subscribe(callback: (decision: SlotDecision<Name>) => void): () => void
}

/** How things stand. */
export interface EdgewiseStatus extends TrackerStatus {
  /** Whether this tab has the live socket, and it is open. Of a browser's visible tabs one has it, for all of them. */
  readonly live: boolean
  /** Whether requests ask for explanations. */
  readonly debug: boolean
}
