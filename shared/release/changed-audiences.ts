import { audienceSegment, audienceSegments } from '../experience/index.ts'
import type { Json } from '../json.ts'
import { isSameJson } from '../same-json.ts'
import { referencesOfSegment } from '../segment/references-of.ts'
import type { Segment } from '../segment/index.ts'
import type { SiteConfig } from './site-config.ts'

/**
 * The ids of the experiences whose audience is another rule than what is published has under that name: nobody has counted
 * its members yet.
 */
export function changedAudiences(before: SiteConfig, after: SiteConfig): string[] {
  const known = segmentsOf(before)
  const rules = segmentsOf(after)
  const isAlike = (a: unknown, b: unknown) =>
    // `as`: a site document is JSON
    isSameJson(a as Json, b as Json)
  const areValuesAlike =
    before.timezone === after.timezone && isAlike(before.computedTraits, after.computedTraits)

  function isChanged(id: string): boolean {
    const [was, is] = [known.get(id), rules.get(id)]
    if (!areValuesAlike || was === undefined || is === undefined) return true
    // No rule rests on itself
    return !isAlike(ruleOf(was), ruleOf(is)) || referencesOfSegment(is).some(isChanged)
  }

  return after.experiences.flatMap((experience) => {
    const audience = audienceSegment(experience)
    return audience !== null && isChanged(audience) ? [experience.id] : []
  })
}

function segmentsOf({ segments, experiences }: SiteConfig): Map<string, Segment> {
  return new Map([...segments, ...audienceSegments(experiences)].map((segment) => [segment.id, segment]))
}

/** What of a segment says who is in it. */
function ruleOf(segment: Segment): object {
  return { ...segment, name: undefined, description: undefined, public: undefined }
}
