import type { Overlap } from './overlap.ts'
import { overlapOf } from './overlap-of.ts'

/**
 * The overlap of segments, each given by its members. Profiles that are in no segment are not known here, and not counted.
 * Holds the segments of each profile while it counts.
 *
 * @param members Segment id → ids of profiles; doubles count once.
 */
export function overlapOfMembers(members: Iterable<readonly [string, Iterable<string>]>): Overlap {
  const segmentsOf = new Map<string, string[]>()
  for (const [segment, profiles] of members) {
    for (const profile of profiles) {
      const segments = segmentsOf.get(profile)
      if (segments) segments.push(segment)
      else segmentsOf.set(profile, [segment])
    }
  }
  return overlapOf(segmentsOf.values())
}
