import { nameOf, type DraftExperience, type Named } from './draft-content.ts'

/** Whom an experience is for, in a few words. */
export function describeAudience({ audience }: DraftExperience, segments: readonly Named[]): string {
  if (audience === undefined) return 'Everybody'
  if (audience.segment === undefined) return 'Whoever meets a rule of its own'
  const segment = segments.find(({ id }) => id === audience.segment)
  return segment === undefined ? audience.segment : nameOf(segment)
}
