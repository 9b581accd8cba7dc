import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export interface CompareSearch {
  /** The release to compare with. @default the one before */
  readonly with?: number
}

export const releasesRoutes = {
  releases: createRoute({
    getParentRoute: () => siteRoute,
    path: 'releases',
    component: lazyRouteComponent(() => import('./releases-page.tsx'), 'ReleasesPage'),
  }),
  release: createRoute({
    getParentRoute: () => siteRoute,
    path: 'releases/$number',
    validateSearch: (search: Record<string, unknown>): CompareSearch =>
      typeof search['with'] === 'number' ? { with: search['with'] } : {},
    component: lazyRouteComponent(() => import('./release-page.tsx'), 'ReleasePage'),
  }),
}
