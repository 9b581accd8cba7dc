import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const publishRoutes = {
  publish: createRoute({
    getParentRoute: () => siteRoute,
    path: 'publish',
    component: lazyRouteComponent(() => import('./publish-page.tsx'), 'PublishPage'),
  }),
}
