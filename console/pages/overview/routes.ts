import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const overviewRoutes = {
  overview: createRoute({
    getParentRoute: () => siteRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
  }),
}
