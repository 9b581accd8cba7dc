import type { Facts } from '../../shared/event/index.ts'

/**
 * Whether a page that is open may be shown what follows from its visitor's history, by their last word on consent. A
 * profile without a word on `analytics` is there because its site's key vouches for consent.
 */
export function mayPersonalize({ consent }: Facts): boolean {
  return consent?.['personalization'] === 'granted' || consent?.['analytics'] !== 'granted'
}
