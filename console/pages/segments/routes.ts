import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const SEGMENTS_VIEWS = ['list', 'overlap'] as const
export const SEGMENT_TABS = ['rule', 'membership', 'history', 'uses', 'json'] as const

export type SegmentsView = (typeof SEGMENTS_VIEWS)[number]
export type SegmentTab = (typeof SEGMENT_TABS)[number]

export interface SegmentsSearch {
  readonly view?: SegmentsView
  /** What the names of the segments that are listed have in them. */
  readonly q?: string
}

export const segmentsRoutes = {
  segments: createRoute({
    getParentRoute: () => siteRoute,
    path: 'segments',
    validateSearch: ({ view, q }: Record<string, unknown>): SegmentsSearch => ({
      ...(view === 'overlap' && { view }),
      ...(typeof q === 'string' && q !== '' && { q }),
    }),
    component: lazyRouteComponent(() => import('./segments-page.tsx'), 'SegmentsPage'),
  }),
  segment: createRoute({
    getParentRoute: () => siteRoute,
    path: 'segments/$segment',
    validateSearch: ({ tab }: Record<string, unknown>): { readonly tab?: SegmentTab } => {
      const known = SEGMENT_TABS.find((candidate) => candidate === tab)
      return known === undefined || known === 'rule' ? {} : { tab: known }
    },
    component: lazyRouteComponent(() => import('./segment-page.tsx'), 'SegmentPage'),
  }),
}
