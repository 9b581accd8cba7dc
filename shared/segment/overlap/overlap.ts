/**
 * How many profiles are in each segment, and in each two of them: a fold over profiles, plain JSON, whose size depends on
 * segments only. Overlaps of parts of the profiles add up to that of all.
 */
export interface Overlap {
  /** Profiles that were added, members of anything or not. */
  profiles: number
  /** Segment id → its members. */
  counts: Record<string, number>
  /** Segment id → a later id, in the order of code units → the members of both. */
  pairs: Record<string, Record<string, number>>
}

/** An overlap of no profiles. */
export function createOverlap(): Overlap {
  return { profiles: 0, counts: {}, pairs: {} }
}

/**
 * Adds a profile. Changes `overlap`.
 *
 * @param segments The ids of the segments that it is in. Doubles count once.
 */
export function addProfile(overlap: Overlap, segments: Iterable<string>): void {
  shift(overlap, segments, 1)
}

/**
 * Takes a profile out, with the segments that it was added with: a profile whose memberships change is taken out and
 * added again. Changes `overlap`.
 *
 * @throws {RangeError} When no profile with these segments can have been added; `overlap` stays as it was.
 */
export function removeProfile(overlap: Overlap, segments: Iterable<string>): void {
  shift(overlap, segments, -1)
}

/** Adds the profiles of another overlap, which holds none of the same. Changes `overlap`. */
export function mergeOverlap(overlap: Overlap, other: Overlap): void {
  overlap.profiles += other.profiles
  for (const [id, count] of Object.entries(other.counts)) add(overlap.counts, id, count)
  for (const [id, row] of Object.entries(other.pairs)) {
    const own = rowOf(overlap.pairs, id)
    for (const [later, count] of Object.entries(row)) add(own, later, count)
  }
}

/** The members of both of two different segments. */
export function countBoth({ pairs }: Overlap, a: string, b: string): number {
  const [first, second] = a < b ? [a, b] : [b, a]
  return Object.hasOwn(pairs, first) ? count(pairs[first] ?? {}, second) : 0
}

/** The members of one segment. */
export function countOf({ counts }: Overlap, segment: string): number {
  return count(counts, segment)
}

function shift(overlap: Overlap, segments: Iterable<string>, by: 1 | -1): void {
  const ids = [...new Set(segments)].toSorted(byCodeUnits)
  if (by === -1 && !canRemove(overlap, ids)) {
    throw new RangeError(`No profile in exactly these segments was added: ${ids.join(', ') || 'none'}`)
  }
  overlap.profiles += by
  for (const [index, id] of ids.entries()) {
    add(overlap.counts, id, by)
    if (index === ids.length - 1) break
    const row = rowOf(overlap.pairs, id)
    for (const later of ids.slice(index + 1)) add(row, later, by)
    if (Object.keys(row).length === 0) delete overlap.pairs[id]
  }
}

function canRemove(overlap: Overlap, ids: readonly string[]): boolean {
  return (
    overlap.profiles > 0 &&
    ids.every((id) => countOf(overlap, id) > 0) &&
    ids.every((id, index) => ids.slice(index + 1).every((later) => countBoth(overlap, id, later) > 0))
  )
}

/** Zero is written as absence, so that the same profiles make the same overlap. */
function add(counts: Record<string, number>, id: string, by: number): void {
  const sum = count(counts, id) + by
  if (sum === 0) delete counts[id]
  else counts[id] = sum
}

function rowOf(pairs: Record<string, Record<string, number>>, id: string): Record<string, number> {
  const own = Object.hasOwn(pairs, id) ? pairs[id] : undefined
  return own ?? (pairs[id] = {})
}

function count(counts: Readonly<Record<string, number>>, id: string): number {
  return Object.hasOwn(counts, id) ? (counts[id] ?? 0) : 0
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
