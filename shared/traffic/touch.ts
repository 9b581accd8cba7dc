import type { Campaign } from './campaign.ts'
import { channelOf, type Channel } from './channel.ts'
import type { Referrer } from './referrer.ts'

/** How a visitor came. */
export interface Touch {
  /** ISO 8601. */
  readonly at: string
  readonly channel: Channel
  readonly source?: string
  readonly medium?: string
  /** The campaign's name. */
  readonly campaign?: string
  /** The host of the page that the link was on. */
  readonly referrer?: string
  /** The first page, without its query: a query may hold anything. */
  readonly landingPage: string
}

/** The first and the last time that a visitor came. */
export interface Touches {
  /** Absent where there is no profile. */
  readonly first?: Touch
  readonly last: Touch
}

const MAX_LANDING_PAGE_LENGTH = 500
const DAY_MS = 86_400_000

/** How a page was come to; null where it was from a page of the same site. */
export function touchOf(
  pageUrl: string,
  campaign: Campaign | null,
  referrer: Referrer | null,
  now: number,
): Touch | null {
  if (campaign === null && (referrer === null || referrer.class === 'internal')) return null
  const { source, medium } = campaign ?? mediumOf(referrer)
  const domain = referrer?.class === 'internal' ? undefined : referrer?.domain
  return {
    at: new Date(now).toISOString(),
    channel: campaign?.channel ?? channelOf({ source, medium }),
    ...(source !== undefined && { source }),
    ...(medium !== undefined && { medium }),
    ...(campaign?.name !== undefined && { campaign: campaign.name }),
    ...(domain !== undefined && { referrer: domain }),
    landingPage: pageUrl.split(/[?#]/, 1)[0]!.slice(0, MAX_LANDING_PAGE_LENGTH),
  }
}

/** The source and medium that a link without a campaign stands for. */
function mediumOf(referrer: Referrer | null): { source?: string; medium?: string } {
  if (referrer === null || referrer.class === 'direct') return {}
  const source = referrer.source ?? referrer.domain
  const named = source === undefined ? {} : { source }
  switch (referrer.class) {
    case 'search':
    case 'shopping':
      return { ...named, medium: 'organic' }
    case 'email':
      return { ...named, medium: 'email' }
    case 'social':
    case 'video':
    case 'assistant':
    case 'referral':
    case 'internal':
      return { ...named, medium: 'referral' }
  }
}

/**
 * What is known of a visitor's ways after one more. The first is never overwritten. Coming directly does not replace how
 * one came before, and the same way again within a day is the same touch: a page keeps its referrer while it is open.
 */
export function mergeTouch(known: Touches | undefined, touch: Touch): Touches {
  const first = known?.first ?? touch
  const last = known?.last
  if (last === undefined) return { first, last: touch }
  if (touch.channel === 'direct') return { first, last }
  const isSame =
    last.channel === touch.channel &&
    last.source === touch.source &&
    last.medium === touch.medium &&
    last.campaign === touch.campaign &&
    last.referrer === touch.referrer &&
    Date.parse(touch.at) - Date.parse(last.at) < DAY_MS
  return { first, last: isSame ? last : touch }
}
