import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const experiencesRoutes = {
  experience: createRoute({
    getParentRoute: () => siteRoute,
    path: 'experiences/$experience',
    // The variant that is open, and the language that it is written in
    validateSearch: ({
      variant,
      locale,
    }: Record<string, unknown>): { readonly variant?: string; readonly locale?: string } => ({
      ...(typeof variant === 'string' && { variant }),
      ...(typeof locale === 'string' && { locale }),
    }),
    component: lazyRouteComponent(() => import('./experience-page.tsx'), 'ExperiencePage'),
  }),
}
