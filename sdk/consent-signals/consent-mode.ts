import type { Consent } from '../consent.ts'
import { asConsent, type Tell } from './tell.ts'

/** One call of `gtag`, as `dataLayer` keeps it: an `arguments` object or an array. */
type Entry = ArrayLike<unknown> | null | undefined

const PURPOSES = {
  analytics: ['analytics_storage'],
  personalization: ['personalization_storage'],
  advertising: ['ad_storage', 'ad_user_data', 'ad_personalization'],
} as const

/**
 * Google Consent Mode v2. A default of `denied` is what holds until somebody was asked: it says nothing, so that nothing is
 * dropped before the answer. `advertising` needs every advertising signal that is given.
 */
export function readConsentMode(tell: Tell): void {
  // `as`: Google's own list, where the page has one
  const scope = window as { dataLayer?: { push(...entries: Entry[]): unknown } & Iterable<Entry> }
  const layer = (scope.dataLayer ??= [])

  const read = (entry: Entry): void => {
    if (entry?.[0] !== 'consent') return
    // `as`: what `gtag('consent', …)` takes
    const signals = (entry[2] ?? {}) as Readonly<Record<string, string>>
    const update: Partial<Record<keyof Consent, Consent[keyof Consent]>> = {}
    for (const [purpose, names] of Object.entries(PURPOSES)) {
      const given = names.map((name) => signals[name]).filter((signal) => signal !== undefined)
      const isGranted = given.every((signal) => signal === 'granted')
      // `as`: `Object.entries` forgets the names
      if (given.length > 0 && (isGranted || entry[1] === 'update'))
        update[purpose as keyof Consent] = asConsent(isGranted)
    }
    if (Object.keys(update).length > 0) tell(update)
  }

  for (const entry of layer) read(entry)
  // As Google's own tag does it: whoever wrapped it before is still called
  const push = layer.push.bind(layer)
  layer.push = (...entries) => {
    const result = push(...entries)
    entries.forEach(read)
    return result
  }
}
