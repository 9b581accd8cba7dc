/** What a visitor has said about one purpose. */
export type ConsentState = 'unknown' | 'denied' | 'granted'

/** What a visitor allows, by purpose. */
export interface Consent {
  /** Permits a visitor id, a profile and events. Before it is granted nothing is stored in the browser. */
  readonly analytics: ConsentState
  /** Permits content that is chosen from the visitor's history. Needs `analytics`. */
  readonly personalization: ConsentState
  /** Permits that ad platforms learn of the visitor. */
  readonly advertising: ConsentState
}

/** Some purposes, or one word for all of them. */
export type ConsentUpdate = Partial<Consent> | ConsentState

/**
 * The same word for all purposes. It does not grant `advertising` against Global Privacy Control; naming `advertising`
 * does, because then somebody was asked.
 */
export function consentToAll(word: ConsentState): Consent {
  // `as`: TypeScript's DOM library does not know Global Privacy Control
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean }
  return { analytics: word, personalization: word, advertising: globalPrivacyControl ? 'denied' : word }
}

/** Consent after somebody has said something. */
export function updateConsent(consent: Consent, update: ConsentUpdate): Consent {
  return typeof update === 'string' ? consentToAll(update) : { ...consent, ...update }
}
