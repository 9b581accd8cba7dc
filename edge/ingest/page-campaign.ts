import { pageView } from '../../shared/experience/page-view.ts'
import type { JsonObject } from '../../shared/json.ts'
import { campaignOf, type Campaign, type Enrich } from '../../shared/traffic/index.ts'

/** What the address read last came to, by the site's rules: the events of a call mostly happened on one page. */
interface Reading {
  readonly url: string
  readonly keepClickId: boolean
  readonly campaign: Campaign | null
}
const lastReadings = new WeakMap<Enrich, Reading>()

/** The campaign in a page's address; null when it names none. */
export function pageCampaign(url: string, enrich: Enrich, keepClickId: boolean): Campaign | null {
  // Most addresses have no query, and every event has one
  if (!url.includes('?')) return null
  const last = lastReadings.get(enrich)
  if (last?.url === url && last.keepClickId === keepClickId) return last.campaign
  const { query } = pageView({ url })
  // `as`: pageView makes an object of the parameters
  const campaign = campaignOf((query ?? {}) as JsonObject, enrich, keepClickId)
  lastReadings.set(enrich, { url, keepClickId, campaign })
  return campaign
}
