import type { Tracker } from '../tracker.ts'
import { readConsentMode } from './consent-mode.ts'
import { readGpp } from './gpp.ts'
import { readTcf } from './tcf.ts'

/**
 * Takes consent over from the page's consent platform, where one is there, as often as it changes: Google Consent Mode v2
 * (`dataLayer`), IAB TCF 2 (`__tcfapi`) and IAB GPP (`__gpp`). What none of them says is left as it is.
 */
export function consentSignals({ consent }: Pick<Tracker, 'consent'>): void {
  for (const read of [readConsentMode, readTcf, readGpp]) read((update) => void consent(update))
}
