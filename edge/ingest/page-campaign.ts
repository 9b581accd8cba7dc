import { pageView } from '../../shared/experience/page-view.ts'
import type { JsonObject } from '../../shared/json.ts'
import { campaignOf, type Campaign, type Enrich } from '../../shared/traffic/index.ts'

/** The campaign in a page's address; null when it names none. */
export function pageCampaign(url: string, enrich: Enrich, keepClickId: boolean): Campaign | null {
  // Most addresses have no query, and every event has one
  if (!url.includes('?')) return null
  const { query } = pageView({ url })
  // `as`: pageView makes an object of the parameters
  return campaignOf((query ?? {}) as JsonObject, enrich, keepClickId)
}
