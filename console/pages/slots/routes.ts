import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const slotsRoutes = {
  slots: createRoute({
    getParentRoute: () => siteRoute,
    path: 'slots',
    component: lazyRouteComponent(() => import('./slots-page.tsx'), 'SlotsPage'),
  }),
  slot: createRoute({
    getParentRoute: () => siteRoute,
    path: 'slots/$slot',
    component: lazyRouteComponent(() => import('./slot-page.tsx'), 'SlotPage'),
  }),
}
