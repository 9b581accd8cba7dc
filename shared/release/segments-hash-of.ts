import { canonicalJson } from '../canonical-json.ts'
import { audienceSegments } from '../experience/index.ts'
import type { Json } from '../json.ts'
import { contentHash } from '../segment/content-hash.ts'
import type { SiteConfig } from './site-config.ts'

/** The same for sites that put the same visitors into the same segments and audiences, whatever else is different. */
export function segmentsHashOf({ segments, experiences, computedTraits, timezone }: SiteConfig): string {
  const audiences = audienceSegments(experiences).map(({ id, when }) => ({ id, when }))
  const rules = [...segments, ...audiences]
  // `as`: a site document is JSON
  return contentHash(canonicalJson([rules, computedTraits, timezone] as unknown as Json))
}
