const OFFSET_BASIS = 0x811c9dc5
const PRIME = 0x01000193

/**
 * GrowthBook's hash, version 2: where a unit falls in [0, 1), in steps of 1/10,000. The same seed and unit give the
 * same number everywhere, so that assignments agree with GrowthBook's SDKs and need no storage.
 *
 * The trap: two questions that must not be correlated (held out? in the traffic? which variant?) need two seeds.
 *
 * @see https://github.com/growthbook/growthbook/blob/main/packages/sdk-js/src/util.ts
 * @example
 * ```ts
 * hashV2('foo', 'def') // 0.2019
 * ```
 */
export function hashV2(seed: string, unit: string): number {
  return (fnv1a32(String(fnv1a32(seed + unit))) % 10_000) / 10_000
}

/** FNV-1a over UTF-16 code units, not bytes: GrowthBook does so, and its assignments must come out the same. */
function fnv1a32(text: string): number {
  let hash = OFFSET_BASIS
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME)
  }
  return hash >>> 0
}
