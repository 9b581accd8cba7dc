import { countBoth, countOf, type Overlap } from './overlap.ts'

/** Two segments, and what they have in common. Shares are from 0 to 1; null where nobody is whom they are of. */
export interface PairOverlap {
  readonly a: string
  readonly b: string
  /** Members of both: |A ∩ B|. */
  readonly both: number
  /** Members of at least one: |A ∪ B|. */
  readonly either: number
  /** How alike they are: |A ∩ B| ÷ |A ∪ B|. */
  readonly jaccard: number | null
  /** How much of A is in B: |A ∩ B| ÷ |A|. */
  readonly shareOfA: number | null
  /** How much of B is in A: |A ∩ B| ÷ |B|. */
  readonly shareOfB: number | null
}

export interface OverlapReport {
  readonly profiles: number
  /** In the order of ids. */
  readonly segments: readonly { readonly id: string; readonly members: number }[]
  /** Each two once, `a` before `b`; in the order of ids. */
  readonly pairs: readonly PairOverlap[]
}

/**
 * What an overlap says: the members of each segment, and of each two.
 *
 * @param segments Whose pairs are wanted, also those with nothing in common. @default all that have members, and of
 * their pairs those that have members in common
 */
export function readOverlap(overlap: Overlap, segments?: Iterable<string>): OverlapReport {
  const ids = [...new Set(segments ?? Object.keys(overlap.counts))].toSorted((a, b) => (a < b ? -1 : 1))
  const pairs = ids.flatMap((a, index) => ids.slice(index + 1).map((b) => readPair(overlap, a, b)))
  return {
    profiles: overlap.profiles,
    segments: ids.map((id) => ({ id, members: countOf(overlap, id) })),
    pairs: segments ? pairs : pairs.filter(({ both }) => both > 0),
  }
}

function readPair(overlap: Overlap, a: string, b: string): PairOverlap {
  const [inA, inB, both] = [countOf(overlap, a), countOf(overlap, b), countBoth(overlap, a, b)]
  const either = inA + inB - both
  return {
    a,
    b,
    both,
    either,
    jaccard: share(both, either),
    shareOfA: share(both, inA),
    shareOfB: share(both, inB),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
