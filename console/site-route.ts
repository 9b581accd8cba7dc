import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { queryClient } from './query-client.ts'
import { rootRoute } from './root-route.ts'
import { sessionQuery } from './session/session-query.ts'
import { sitesQuery } from './session/sites-query.ts'

/** Everything of one site: only for who is signed in, and has a role on it. */
export const siteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '$site',
  beforeLoad: async ({ location, params }) => {
    const { name } = await queryClient.ensureQueryData(sessionQuery)
    if (name === null) throw redirect({ to: '/sign-in', search: { back: location.href } })
    const sites = await queryClient.ensureQueryData(sitesQuery)
    if (!sites.some(({ id }) => id === params.site))
      throw redirect({ to: '/', search: { missing: params.site } })
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
})
