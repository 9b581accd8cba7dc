/** What an advertising network adds to the address of an ad, and what it says of where a visitor comes from. */
export interface ClickIdKind {
  readonly source: string
  /** Absent: the network adds it to unpaid links, too. */
  readonly medium?: string
}

/** Parameter → its network, the most telling first. */
export const CLICK_IDS: ReadonlyMap<string, ClickIdKind> = new Map([
  ['gclid', { source: 'google', medium: 'cpc' }],
  ['gbraid', { source: 'google', medium: 'cpc' }],
  ['wbraid', { source: 'google', medium: 'cpc' }],
  ['msclkid', { source: 'bing', medium: 'cpc' }],
  ['yclid', { source: 'yandex', medium: 'cpc' }],
  ['dclid', { source: 'google', medium: 'display' }],
  ['ttclid', { source: 'tiktok', medium: 'cpc' }],
  ['li_fat_id', { source: 'linkedin', medium: 'cpc' }],
  ['twclid', { source: 'twitter', medium: 'cpc' }],
  ['rdt_cid', { source: 'reddit', medium: 'cpc' }],
  ['ScCid', { source: 'snapchat', medium: 'cpc' }],
  ['epik', { source: 'pinterest', medium: 'cpc' }],
  ['fbclid', { source: 'facebook' }],
  ['igshid', { source: 'instagram' }],
  ['srsltid', { source: 'google', medium: 'organic' }],
  ['mc_eid', { source: 'mailchimp', medium: 'email' }],
  ['_kx', { source: 'klaviyo', medium: 'email' }],
])
