import type { Experience } from '../experience/index.ts'
import type { SiteConfig } from '../release/index.ts'
import type { Segment } from '../segment/index.ts'
import type { PreviewView } from './preview-view.ts'

/**
 * The site as a preview has it: whoever looks at it is in the segments that the view says, and sees the variants that it
 * says. Rules that read such a segment follow; the rest of the site is as it was. Names of what the site does not have
 * change nothing.
 */
export function previewedSite(site: SiteConfig, view: Pick<PreviewView, 'in' | 'out' | 'show'>): SiteConfig {
  return {
    ...site,
    segments: site.segments.map((segment) => {
      if (view.in.includes(segment.id)) return withRule(segment, { all: [] })
      if (view.out.includes(segment.id)) return withRule(segment, { any: [] })
      return segment
    }),
    experiences: Object.entries(view.show).reduce(showing, site.experiences),
  }
}

/** A segment that nothing but its rule decides on. */
function withRule(segment: Segment, when: Segment['when']): Segment {
  const { exit: _, reentry: __, ...rest } = segment
  return { ...rest, when }
}

/** The experiences, when a slot shows one variant to everybody; its default where none is said. */
function showing(
  experiences: readonly Experience[],
  [slot, shown]: [string, PreviewView['show'][string]],
): Experience[] {
  if (shown === null) return experiences.filter((experience) => experience.slot !== slot)
  const chosen = experiences.find(({ id }) => id === shown.experience)
  const variant = chosen?.variants.find(({ id }) => id === shown.variant)
  if (chosen === undefined || variant === undefined || chosen.slot !== slot) return [...experiences]
  const { id, name } = chosen
  const always: Experience = {
    id,
    slot,
    enabled: true,
    holdout: 0,
    variants: [variant],
    ...(name !== undefined && { name }),
  }
  return [always, ...experiences.filter((experience) => experience !== chosen)]
}
