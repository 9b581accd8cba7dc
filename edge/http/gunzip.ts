// oxlint-disable-next-line no-restricted-imports -- the platform's DecompressionStream inflates all that is written to it into memory, whether anybody reads it or not: 500 KB made 550 MB (workerd, November 2026)
import { gunzipSync } from 'node:zlib'

export type Inflated =
  | { readonly type: 'ok'; readonly bytes: Uint8Array }
  | { readonly type: 'too-large' }
  | { readonly type: 'broken'; readonly reason: string }

/** Inflates gzip, and stops at the limit: what a few bytes claim to be never comes to be. */
export function gunzip(bytes: Uint8Array, maxBytes: number): Inflated {
  try {
    return { type: 'ok', bytes: gunzipSync(bytes, { maxOutputLength: maxBytes }) }
  } catch (error) {
    if (error instanceof RangeError) return { type: 'too-large' }
    return { type: 'broken', reason: error instanceof Error ? error.message : String(error) }
  }
}
