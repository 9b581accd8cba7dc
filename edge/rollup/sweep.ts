/** What a sweep brings a shard's profiles to. */
export interface SweepGoal {
  /** The release that its profiles are to know. */
  readonly release: number
  /** Its segments: profiles whose contribution was made under others are visited. Null: all are, and then belong elsewhere. */
  readonly segmentsHash: string | null
}

/** How far the profiles of a shard, or of a site, are. */
export interface SweepProgress {
  readonly profiles: number
  /** Those whose contribution was made under the segments of the current release. */
  readonly covered: number
  readonly isPaused: boolean
}

/** How many profiles a shard visits at a time, and the pause between: what visitors do comes first. */
export const VISITS = 20
export const VISITS_EVERY_MS = 1_000

/** Profiles that could not be reached are visited again after a pause, longer each time. */
const FIRST_PASS_PAUSE_MS = 10_000
const LONGEST_PASS_PAUSE_MS = 3_600_000

export function pauseAfterPass(pass: number): number {
  return Math.min(FIRST_PASS_PAUSE_MS * 2 ** pass, LONGEST_PASS_PAUSE_MS)
}
