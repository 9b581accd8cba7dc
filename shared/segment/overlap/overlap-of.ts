import { addProfile, createOverlap, type Overlap } from './overlap.ts'

/**
 * The overlap of profiles, each given by the ids of the segments that it is in. One pass; holds no profile.
 *
 * @example
 * ```ts
 * readOverlap(overlapOf([['vip', 'buyers'], ['buyers'], []])).pairs
 * // [{ a: 'buyers', b: 'vip', both: 1, either: 2, jaccard: 0.5, shareOfA: 0.5, shareOfB: 1 }]
 * ```
 */
export function overlapOf(memberships: Iterable<Iterable<string>>): Overlap {
  const overlap = createOverlap()
  for (const segments of memberships) addProfile(overlap, segments)
  return overlap
}
