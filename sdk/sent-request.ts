import type { CurrentPage } from './browser/current-page.ts'
import type { Consent } from './consent.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'

/** The body of `POST /v1/interact` as this SDK sends it. */
export interface SentRequest {
  readonly writeKey: string
  /** The signed visitor id, where this script keeps it. */
  readonly anonymousId: string | undefined
  /** The seed of the page load's stream: a visitor's first id is minted from it. */
  readonly stream: string
  readonly sentAt: string
  readonly batch: readonly EdgewiseEvent[]
  /** The slots to decide; undefined: all of the site's. */
  readonly slots: readonly string[] | undefined
  readonly page: CurrentPage
  readonly consent: Consent
  /** Explanations are wanted. */
  readonly debug: true | undefined
  /** The visitor of the cookie is to be forgotten: this is another one. */
  readonly reset: true | undefined
}
