import type { Facts, PageContext } from '../../shared/event/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import { referrerOf, touchOf, type Enrich } from '../../shared/traffic/index.ts'
import { deviceClass } from './device-class.ts'
import { pageCampaign } from './page-campaign.ts'

/** What requests are enriched by. */
export interface Enrichment {
  readonly enrich: Enrich
  /** Epoch ms. */
  readonly receivedAt: number
  /** Whether the visitor consents to advertising. */
  readonly mayAdvertise: boolean
}

/**
 * What a request says by itself, so that the page need not: place, device, language, and how its page was come to. No
 * address of the visitor is kept.
 */
export function requestFacts(
  request: Request,
  page: PageContext | undefined,
  { enrich, receivedAt, mayAdvertise }: Enrichment,
): Facts {
  return {
    ...(enrich.geo && { geo: geoOf(request, enrich) }),
    ...((enrich.device || enrich.locale) && { device: deviceOf(request, enrich) }),
    ...(page && trafficOf(page, enrich, receivedAt, mayAdvertise)),
  }
}

function trafficOf(
  { url, referrer: from }: PageContext,
  enrich: Enrich,
  now: number,
  mayAdvertise: boolean,
): Facts {
  const campaign = pageCampaign(url, enrich, mayAdvertise)
  const referrer = from === undefined ? null : referrerOf(from, url)
  const touch = touchOf(url, campaign, referrer, now)
  return {
    ...(enrich.campaign && campaign && { campaign: { ...campaign } }),
    ...(enrich.referrer && referrer && { referrer: { ...referrer } }),
    ...(enrich.touch && touch && { touch: { last: { ...touch } } }),
  }
}

function geoOf(request: Request, enrich: Enrich): JsonObject {
  const cf = request.cf as IncomingRequestCfProperties | undefined
  if (cf === undefined) return {}
  const { country, region, regionCode, city, continent, timezone, latitude, longitude } = cf
  return compact({
    country,
    region,
    regionCode,
    city,
    continent,
    timezone: enrich.timezone ? timezone : undefined,
    lat: latitude === undefined ? undefined : Number(latitude),
    lon: longitude === undefined ? undefined : Number(longitude),
  })
}

function deviceOf(request: Request, { device, locale }: Enrich): JsonObject {
  return compact({
    class: device ? deviceClass(request.headers.get('user-agent') ?? '') : undefined,
    locale: locale ? localeOf(request.headers.get('accept-language') ?? '') : undefined,
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
