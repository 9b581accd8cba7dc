import { createRouter } from '@tanstack/react-router'
import { Skeleton } from './controls/skeleton.tsx'
import { dataQualityRoutes } from './pages/data-quality/routes.ts'
import { profilesRoutes } from './pages/profiles/routes.ts'
import { apiRoutes } from './pages/api/routes.ts'
import { overviewRoutes } from './pages/overview/routes.ts'
import { publishRoutes } from './pages/publish/routes.ts'
import { releasesRoutes } from './pages/releases/routes.ts'
import { settingsRoutes } from './pages/settings/routes.ts'
import { segmentsRoutes } from './pages/segments/routes.ts'
import { previewsRoutes } from './pages/previews/routes.ts'
import { signInRoutes } from './pages/sign-in/routes.ts'
import { slotsRoutes } from './pages/slots/routes.ts'
import { experiencesRoutes } from './pages/experiences/routes.ts'
import { sitesRoutes } from './pages/sites/routes.ts'
import { NoSuchPage } from './shell/no-such-page.tsx'
import { PageFailure } from './shell/page-failure.tsx'
import { rootRoute } from './root-route.ts'
import { siteRoute } from './site-route.ts'

/** All pages by their addresses; a folder of pages brings its own. */
const routeTree = rootRoute.addChildren({
  ...signInRoutes,
  ...sitesRoutes,
  site: siteRoute.addChildren({
    ...overviewRoutes,
    ...slotsRoutes,
    ...experiencesRoutes,
    ...profilesRoutes,
    ...dataQualityRoutes,
    ...publishRoutes,
    ...releasesRoutes,
    ...settingsRoutes,
    ...segmentsRoutes,
    ...previewsRoutes,
    ...apiRoutes,
  }),
})

/** Which page an address shows. Each page's code is loaded when it is opened, or pointed at. */
export const router = createRouter({
  routeTree,
  basepath: '/console',
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingMs: 300,
  defaultPendingComponent: () => <Skeleton lines={6} />,
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: NoSuchPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
