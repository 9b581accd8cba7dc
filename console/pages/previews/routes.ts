import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const previewsRoutes = {
  previews: createRoute({
    getParentRoute: () => siteRoute,
    path: 'previews',
    component: lazyRouteComponent(() => import('./previews-page.tsx'), 'PreviewsPage'),
  }),
}
