import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const apiRoutes = {
  api: createRoute({
    getParentRoute: () => siteRoute,
    path: 'api',
    component: lazyRouteComponent(() => import('./api-page.tsx'), 'ApiPage'),
  }),
}
