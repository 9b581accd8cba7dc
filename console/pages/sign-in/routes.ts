import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.ts'

export interface SignInSearch {
  /** Where to go afterwards: an address of the console. */
  readonly back?: string
  /** An invitation that a link brought. */
  readonly invitation?: string
}

export const signInRoutes = {
  signIn: createRoute({
    getParentRoute: () => rootRoute,
    path: 'sign-in',
    validateSearch: ({ back, invitation }: Record<string, unknown>): SignInSearch => ({
      ...(typeof back === 'string' && { back }),
      ...(typeof invitation === 'string' && { invitation }),
    }),
    component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
  }),
}
