import type { JsonObject } from '../json.ts'
import { CLICK_IDS } from './click-ids.ts'
import { channelOf, type Channel } from './channel.ts'
import type { Enrich } from './enrich.ts'

/** The campaign that led to a page, in Segment's words. */
export interface Campaign {
  readonly source?: string
  readonly medium?: string
  readonly name?: string
  readonly term?: string
  readonly content?: string
  readonly id?: string
  /** The parameter by which an advertising network knows the click again: `gclid`, `fbclid` … */
  readonly click?: string
  /** Its value; only with consent to advertising. */
  readonly clickId?: string
  readonly channel: Channel
}

const PARAMETERS = {
  source: 'utm_source',
  medium: 'utm_medium',
  name: 'utm_campaign',
  term: 'utm_term',
  content: 'utm_content',
  id: 'utm_id',
} as const
/** Anybody can write an address: what is kept of one is bounded, in characters. */
const MAX_LENGTH = 200

/**
 * The campaign in a page's address, its values made one by the site's rules; null when there is none. What was paid for
 * and is not said is told by the click id of its network.
 *
 * @param query The address's parameters, decoded.
 * @param keepClickId Whether the visitor consents to advertising: the value of a click id knows them elsewhere.
 */
export function campaignOf(
  query: JsonObject,
  { lowerCase, aliases, clickIds }: Pick<Enrich, 'lowerCase' | 'aliases' | 'clickIds'>,
  keepClickId: boolean,
): Campaign | null {
  const said: { -readonly [Member in keyof typeof PARAMETERS]?: string } = {}
  // `as`: the keys of PARAMETERS
  for (const [member, parameter] of Object.entries(PARAMETERS) as [keyof typeof PARAMETERS, string][]) {
    const value = valueOf(query, parameter)
    if (value) said[member] = lowerCase.includes(member) ? value.toLowerCase() : value
  }
  const click = clickIds ? [...CLICK_IDS.keys()].find((parameter) => valueOf(query, parameter)) : undefined
  if (click === undefined && Object.keys(said).length === 0) return null
  const kind = click === undefined ? undefined : CLICK_IDS.get(click)
  const source = said.source === undefined ? kind?.source : aliasOf(said.source, aliases.source)
  const medium =
    said.medium === undefined
      ? // Another network's click says nothing of the medium of a source that is named
        source === kind?.source
        ? kind?.medium
        : undefined
      : aliasOf(said.medium, aliases.medium)
  const clickId = click !== undefined && keepClickId ? valueOf(query, click) : undefined
  return {
    ...said,
    ...(source !== undefined && { source }),
    ...(medium !== undefined && { medium }),
    ...(click !== undefined && { click }),
    ...(clickId !== undefined && { clickId }),
    channel: channelOf({ source, medium, campaign: said.name }),
  }
}

function valueOf(query: JsonObject, parameter: string): string | undefined {
  const value = query[parameter]
  return typeof value === 'string' ? value.trim().slice(0, MAX_LENGTH) : undefined
}

function aliasOf(value: string, aliases: Readonly<Record<string, string>> = {}): string {
  const lower = value.toLowerCase()
  for (const [alias, meant] of Object.entries(aliases)) if (alias.toLowerCase() === lower) return meant
  return value
}
