import type { BucketRange } from './bucket-ranges.ts'

/**
 * The index of the variant whose range holds this hash, or -1 where none does (the unit takes no part).
 *
 * @example
 * ```ts
 * const ranges = bucketRanges(1, [0.5, 0.5])
 * chooseVariant(hashV2('headline', unit), ranges) // 0 or 1
 * ```
 */
export function chooseVariant(hash: number, ranges: readonly BucketRange[]): number {
  return ranges.findIndex(([start, end]) => hash >= start && hash < end)
}
