/** A part of [0, 1): from `start` up to, not including, `end`. */
export type BucketRange = readonly [start: number, end: number]

/**
 * Cuts [0, 1) into one range per variant, as GrowthBook does: each variant owns a stretch as long as its weight, and
 * takes the first `coverage` of it. Raising the coverage therefore only adds units; nobody changes variant.
 *
 * @param coverage the share of all units that takes part, 0 to 1
 * @param weights a share per variant; they add up to 1
 * @example
 * ```ts
 * bucketRanges(0.5, [0.5, 0.5]) // [[0, 0.25], [0.5, 0.75]]
 * ```
 */
export function bucketRanges(coverage: number, weights: readonly number[]): BucketRange[] {
  let cumulative = 0
  return weights.map((weight) => {
    const start = cumulative
    cumulative += weight
    return [start, start + coverage * weight]
  })
}
