import type { Facts } from '../../shared/event/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { campaignOf } from './campaign.ts'
import { deviceClass } from './device-class.ts'

/** What a request says by itself, so that the page need not: place, device, language, campaign. No address is kept. */
export function requestFacts(request: Request, pageUrl: string | undefined): Facts {
  const campaign = pageUrl === undefined ? null : campaignOf(pageUrl)
  return { geo: geoOf(request), device: deviceOf(request), ...(campaign && { campaign }) }
}

function geoOf(request: Request): JsonObject {
  const cf = request.cf as IncomingRequestCfProperties | undefined
  if (cf === undefined) return {}
  const { country, region, regionCode, city, continent, timezone, latitude, longitude } = cf
  return compact({
    country,
    region,
    regionCode,
    city,
    continent,
    timezone,
    lat: latitude === undefined ? undefined : Number(latitude),
    lon: longitude === undefined ? undefined : Number(longitude),
  })
}

function deviceOf(request: Request): JsonObject {
  return compact({
    class: deviceClass(request.headers.get('user-agent') ?? ''),
    locale: localeOf(request.headers.get('accept-language') ?? ''),
  })
}

/** The language that is asked for first, where it is a language tag (BCP 47): what is kept of a visitor is bounded. */
function localeOf(acceptLanguage: string): string | null {
  return /^\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,3})\s*(?:[,;]|$)/.exec(acceptLanguage)?.[1] ?? null
}

function compact(record: Record<string, string | number | null | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined && value !== null),
  )
}
