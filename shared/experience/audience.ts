import type { Segment } from '../segment/index.ts'
import type { Experience } from './experience.ts'

/** The segment that an experience's audience is; null: everybody. */
export function audienceSegment(experience: Experience): string | null {
  const { audience } = experience
  if (audience === undefined) return null
  return 'segment' in audience ? audience.segment : `experience:${experience.id}`
}

/**
 * The audiences that are conditions of their own, as segments (`experience:<id>`), so that the engine evaluates and
 * times them like any other.
 */
export function audienceSegments(experiences: readonly Experience[]): Segment[] {
  return experiences.flatMap(({ id, name, audience }) =>
    audience !== undefined && 'when' in audience
      ? [{ schema: 'segment/1', id: `experience:${id}`, name: name ?? id, when: audience.when }]
      : [],
  )
}
