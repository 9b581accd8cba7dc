import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { queryClient } from '../../query-client.ts'
import { rootRoute } from '../../root-route.ts'
import { sessionQuery } from '../../session/session-query.ts'
import { sitesQuery } from '../../session/sites-query.ts'
import { lastSite } from '../../site/last-site.ts'

export interface SitesSearch {
  /** A site that was asked for and that one has no role on, or that is not there. */
  readonly missing?: string
}

export const sitesRoutes = {
  /** Goes on to the site that was open last, or the only one. */
  start: createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    validateSearch: ({ missing }: Record<string, unknown>): SitesSearch =>
      typeof missing === 'string' ? { missing } : {},
    beforeLoad: async ({ search }) => {
      const { name } = await queryClient.ensureQueryData(sessionQuery)
      if (name === null) throw redirect({ to: '/sign-in' })
      const sites = await queryClient.ensureQueryData(sitesQuery)
      const last = lastSite.read()
      const site = sites.find(({ id }) => id === last) ?? (sites.length === 1 ? sites[0] : undefined)
      if (site !== undefined && search.missing === undefined) {
        throw redirect({ to: '/$site', params: { site: site.id } })
      }
      throw redirect({ to: '/sites', search })
    },
  }),
  sites: createRoute({
    getParentRoute: () => rootRoute,
    path: 'sites',
    validateSearch: ({ missing }: Record<string, unknown>): SitesSearch =>
      typeof missing === 'string' ? { missing } : {},
    beforeLoad: async ({ location }) => {
      const { name } = await queryClient.ensureQueryData(sessionQuery)
      if (name === null) throw redirect({ to: '/sign-in', search: { back: location.href } })
      await queryClient.ensureQueryData(sitesQuery)
    },
    component: lazyRouteComponent(() => import('./sites-page.tsx'), 'SitesPage'),
  }),
}
