import type { Consent, ConsentState } from '../consent.ts'

/** Takes what a platform says of some purposes. */
export type Tell = (update: Partial<Consent>) => void

/** A yes or a no as a word. */
export function asConsent(isGranted: boolean): ConsentState {
  return isGranted ? 'granted' : 'denied'
}
