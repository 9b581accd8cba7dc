import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const QUALITY_TABS = ['sent', 'quarantine', 'catalogue'] as const
export type QualityTab = (typeof QUALITY_TABS)[number]

export interface QualitySearch {
  /** @default 'sent' */
  readonly tab?: QualityTab
  /** How many days back. @default 30 */
  readonly days?: number
  /** Only one source. */
  readonly source?: string
  /** Only one kind of violation. */
  readonly type?: string
}

export const dataQualityRoutes = {
  dataQuality: createRoute({
    getParentRoute: () => siteRoute,
    path: 'data-quality',
    validateSearch: (search: Record<string, unknown>): QualitySearch => {
      const { days, source, type } = search
      const tab = QUALITY_TABS.find((candidate) => candidate === search['tab'])
      return {
        ...(tab !== undefined && { tab }),
        ...((days === 7 || days === 14) && { days }),
        ...(typeof source === 'string' && { source }),
        ...(typeof type === 'string' && { type }),
      }
    },
    component: lazyRouteComponent(() => import('./data-quality-page.tsx'), 'DataQualityPage'),
  }),
}
