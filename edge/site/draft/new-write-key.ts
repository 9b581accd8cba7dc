import { toBase64Url } from '../../identity/mac.ts'

/** A write key that no site has: public, and only there to name its site. */
export function newWriteKey(site: string): string {
  const random = toBase64Url(crypto.getRandomValues(new Uint8Array(12))).replaceAll(/[-_]/g, '0')
  return `ewk_${site}_${random}`
}
