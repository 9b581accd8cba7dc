import { sourceOfName } from './known-sources.ts'

/** Kinds of traffic, after the default channel group of Google Analytics 4. */
export type Channel =
  | 'direct'
  | 'cross-network'
  | 'paid-shopping'
  | 'paid-search'
  | 'paid-social'
  | 'paid-video'
  | 'display'
  | 'paid-other'
  | 'organic-shopping'
  | 'organic-social'
  | 'organic-video'
  | 'organic-search'
  | 'ai-assistant'
  | 'email'
  | 'affiliates'
  | 'referral'
  | 'audio'
  | 'sms'
  | 'push'
  | 'unassigned'

/** What a channel is told by. */
export interface Traffic {
  readonly source?: string | undefined
  readonly medium?: string | undefined
  readonly campaign?: string | undefined
}

const PAID = /^(.*cp.*|ppc|retargeting|paid.*)$/
const SHOPPING_CAMPAIGN = /^(.*(([^a-df-z]|^)shop|shopping).*)$/
const EMAIL = new Set(['email', 'e-mail', 'e_mail', 'e mail'])
const DISPLAY = new Set(['display', 'banner', 'expandable', 'interstitial', 'cpm'])
const SOCIAL = new Set(['social', 'social-network', 'social-media', 'sm', 'social network', 'social media'])
const REFERRAL = new Set(['referral', 'app', 'link'])
const AFFILIATES = new Set(['affiliate', 'affiliates'])

/**
 * The channel of traffic, by the rules of Google Analytics 4 for traffic that is tagged by hand, in their order and without
 * regard to case; `docs/reference/enrichment.md` has them as a table.
 */
export function channelOf(traffic: Traffic): Channel {
  const [source, medium, campaign] = [traffic.source, traffic.medium, traffic.campaign].map(
    (value) => value?.toLowerCase() ?? '',
  ) as [string, string, string]
  if (source === '' && medium === '' && campaign === '') return 'direct'
  if (source === '(direct)' && (medium === '' || medium === '(none)' || medium === '(not set)'))
    return 'direct'
  const kind = sourceOfName(source)?.class
  const isPaid = PAID.test(medium)
  const isShopping = kind === 'shopping' || SHOPPING_CAMPAIGN.test(campaign)
  if (campaign.includes('cross-network')) return 'cross-network'
  if (isPaid && isShopping) return 'paid-shopping'
  if (isPaid && kind === 'search') return 'paid-search'
  if (isPaid && kind === 'social') return 'paid-social'
  if (isPaid && kind === 'video') return 'paid-video'
  if (DISPLAY.has(medium)) return 'display'
  if (isPaid) return 'paid-other'
  if (kind === 'assistant') return 'ai-assistant'
  if (isShopping) return 'organic-shopping'
  if (kind === 'social' || SOCIAL.has(medium)) return 'organic-social'
  if (kind === 'video' || medium.includes('video')) return 'organic-video'
  if (kind === 'search' || medium === 'organic') return 'organic-search'
  if (REFERRAL.has(medium)) return 'referral'
  if (EMAIL.has(source) || EMAIL.has(medium) || kind === 'email') return 'email'
  if (AFFILIATES.has(medium)) return 'affiliates'
  if (medium === 'audio') return 'audio'
  if (source === 'sms' || medium === 'sms') return 'sms'
  if (/push$|mobile|notification/.test(medium) || source === 'firebase') return 'push'
  return 'unassigned'
}
