import { describe, expect, test } from 'vitest'
import { consentToAll, updateConsent } from '../../../sdk/consent.ts'

describe('consent', () => {
  test('[SDK22] one word is for all purposes; naming some leaves the others as they are', () => {
    const unknown = consentToAll('unknown')
    expect(unknown).toEqual({ analytics: 'unknown', personalization: 'unknown', advertising: 'unknown' })
    const some = updateConsent(unknown, { analytics: 'granted' })
    expect(some).toEqual({ analytics: 'granted', personalization: 'unknown', advertising: 'unknown' })
    expect(updateConsent(some, 'denied')).toEqual({
      analytics: 'denied',
      personalization: 'denied',
      advertising: 'denied',
    })
  })
})
