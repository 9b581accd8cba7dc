import { canonicalJson } from '../canonical-json.ts'
import type { Json } from '../json.ts'
import { contentHash } from '../segment/content-hash.ts'
import type { SiteConfig } from './site-config.ts'

/** The same for sites that put the same visitors into the same segments, whatever else is different. */
export function segmentsHashOf({ segments, computedTraits, timezone }: SiteConfig): string {
  // `as`: a site document is JSON
  return contentHash(canonicalJson([segments, computedTraits, timezone] as unknown as Json))
}
