import { pageView } from '../experience/page-view.ts'
import { sourceOfHost } from './known-sources.ts'

/** Where the link to a page was. */
export interface Referrer {
  readonly class:
    | 'search'
    | 'shopping'
    | 'social'
    | 'video'
    | 'email'
    | 'assistant'
    | 'referral'
    | 'internal'
    | 'direct'
  /** The host, as it is; absent for `direct`. */
  readonly domain?: string
  /** The name of a place that is known: `google`, whatever its host. */
  readonly source?: string
}

/** Classes a page's referrer, as `document.referrer` has it: the empty text for none. Null where it is no address. */
export function referrerOf(referrer: string, pageUrl: string): Referrer | null {
  if (referrer === '') return { class: 'direct' }
  const [from, page] = [hostOf(referrer), hostOf(pageUrl)]
  if (from === null || page === null) return null
  const domain = from.slice(0, MAX_HOST_LENGTH)
  if (isSameSite(from, page)) return { class: 'internal', domain }
  const known = sourceOfHost(from)
  return known ? { class: known.class, domain, source: known.name } : { class: 'referral', domain }
}

const MAX_HOST_LENGTH = 253

function hostOf(address: string): string | null {
  const { host } = pageView({ url: address })
  return typeof host === 'string' && host !== '' ? host.replace(/:\d+$/, '') : null
}

/** Whether two hosts are one, or one is below the other, as `shop.example` and `www.shop.example` are. */
function isSameSite(a: string, b: string): boolean {
  return (
    a === b ||
    a.endsWith(`.${withoutWww(b)}`) ||
    b.endsWith(`.${withoutWww(a)}`) ||
    withoutWww(a) === withoutWww(b)
  )
}

function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host
}
