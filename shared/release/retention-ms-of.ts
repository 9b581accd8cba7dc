import type { SiteConfig } from './site-config.ts'

const MONTH_MS = (365.25 / 12) * 86_400_000

/** Two years and a month, so that a year can be compared with the last. */
const DEFAULT_MONTHS = 25

/** How long a site keeps events, in milliseconds. */
export function retentionMsOf({ retentionMonths }: Pick<SiteConfig, 'retentionMonths'>): number {
  return (retentionMonths ?? DEFAULT_MONTHS) * MONTH_MS
}
