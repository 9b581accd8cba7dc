import { describeView, type PreviewState } from '../../shared/preview/index.ts'
import type { PreviewSession } from './preview-sessions.ts'
import type { ShownSite } from './shown-sites.ts'

/** What the inspector of a page in a preview is told of it. */
export function previewState(
  { view, until }: PreviewSession,
  { release: { site }, problems, notice }: ShownSite,
): PreviewState {
  const nameOf = (id: string): string => site.segments.find((segment) => segment.id === id)?.name ?? id
  return {
    view,
    sentence: describeView(view, site.timezone, nameOf),
    until: new Date(until).toISOString(),
    timezone: site.timezone,
    problems,
    notice,
    segments: site.segments.map(({ id, name }) => ({ id, name })),
    experiences: site.experiences.map(({ id, name, slot, variants }) => ({
      id,
      name: name ?? id,
      slot,
      variants: variants.map((variant) => ({ id: variant.id, name: variant.name ?? variant.id })),
    })),
  }
}
