import * as v from 'valibot'

const Switch = v.optional(v.boolean(), true)
const Aliases = v.optional(v.record(v.string(), v.string()), {})

/** What the edge adds to a request by itself; each can be switched off, and is then neither kept nor known to rules. */
export const Enrich = v.strictObject({
  /** Where the request comes from, by Cloudflare: `geo`. */
  geo: Switch,
  /** `geo.timezone`. */
  timezone: Switch,
  /** `device.class`, by the user agent. */
  device: Switch,
  /** `device.locale`, by the accepted languages. */
  locale: Switch,
  /** Parameters of the page's address: `campaign`. */
  campaign: Switch,
  /** The parameters by which advertising networks know a click again: what they say of a campaign, and `campaign.click`. */
  clickIds: Switch,
  /** Where the page's link was: `referrer`. */
  referrer: Switch,
  /** How the visitor came for the first and the last time: `touch`. */
  touch: Switch,
  /** Members of a campaign whose values are made lower-case. */
  lowerCase: v.optional(
    v.array(v.picklist(['source', 'medium', 'name', 'term', 'content', 'id'])),
    () => ['source', 'medium'] as const,
  ),
  /** Other names of a source or a medium → the one that is meant; without regard to case. */
  aliases: v.optional(v.strictObject({ source: Aliases, medium: Aliases }), {}),
})
export type Enrich = v.InferOutput<typeof Enrich>

/** What is added where a site says nothing of it: everything. */
export const DEFAULT_ENRICH: Enrich = v.parse(Enrich, {})
