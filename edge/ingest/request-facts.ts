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
  const locale = request.headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim()
  return compact({
    class: deviceClass(request.headers.get('user-agent') ?? ''),
    locale: locale === '*' || locale === '' ? undefined : locale,
  })
}

function compact(record: Record<string, string | number | null | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined && value !== null),
  )
}
