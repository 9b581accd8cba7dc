import type { ProfileState } from './profile-state.ts'

/** The user id that a profile is known by: what a server said, else the label of its last labelled event. */
export function identifiedAs({ segments, tally }: ProfileState): string | null {
  const identified = segments.facts.identity?.['userId']
  return typeof identified === 'string' ? identified : tally.userId
}
