import type { Json } from '../json.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { Release } from './release.ts'
import type { SiteConfig } from './site-config.ts'

/**
 * Makes the immutable release of a validated site.
 *
 * @param sha256 gives the hex SHA-256 of a text's UTF-8 bytes. It is an argument because `shared/` knows no platform:
 * the Worker has `crypto.subtle`, Node has `node:crypto`, and a hash of our own would be one more thing to trust.
 */
export async function compileRelease(
  site: SiteConfig,
  number: number,
  sha256: (text: string) => Promise<string>,
): Promise<Release> {
  // `as`: what valibot parsed from JSON is JSON, its `unknown` members included
  return { number, hash: await sha256(canonicalJson(site as unknown as Json)), site }
}
