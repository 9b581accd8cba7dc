import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export interface ProfilesSearch {
  /** What somebody typed. */
  readonly search?: string
  /** Only members of this segment. */
  readonly segment?: string
}

export const PROFILE_TABS = ['timeline', 'segments', 'content', 'traits', 'sessions'] as const
export type ProfileTab = (typeof PROFILE_TABS)[number]

export interface ProfileSearch {
  /** @default 'timeline' */
  readonly tab?: ProfileTab
  /** Only events of this name. */
  readonly event?: string
  /** Only events that have this text. */
  readonly text?: string
  /** The instant that is looked at: wall-clock time of the site's zone, `2026-11-20T09:00`. @default now */
  readonly time?: string
  /** If nothing happens for so many days. */
  readonly ahead?: number
  /** What decides: the number of a release, or `draft`. @default the release of then */
  readonly release?: string
  /** The page that is looked at. @default the one that was viewed last */
  readonly url?: string
}

export const profilesRoutes = {
  profiles: createRoute({
    getParentRoute: () => siteRoute,
    path: 'profiles',
    validateSearch: (search: Record<string, unknown>): ProfilesSearch => ({
      ...text(search, 'search'),
      ...text(search, 'segment'),
    }),
    component: lazyRouteComponent(() => import('./profiles-page.tsx'), 'ProfilesPage'),
  }),
  profile: createRoute({
    getParentRoute: () => siteRoute,
    path: 'profiles/$profile',
    validateSearch: (search: Record<string, unknown>): ProfileSearch => {
      const tab = PROFILE_TABS.find((candidate) => candidate === search['tab'])
      const ahead = search['ahead']
      return {
        ...(tab !== undefined && { tab }),
        ...text(search, 'event'),
        ...text(search, 'text'),
        ...text(search, 'time'),
        ...text(search, 'release'),
        ...text(search, 'url'),
        ...(typeof ahead === 'number' && ahead > 0 && ahead <= 365 && { ahead }),
      }
    },
    component: lazyRouteComponent(() => import('./profile-page.tsx'), 'ProfilePage'),
  }),
}

/** A text of the address, where there is one. What looks like a number is one to the router. */
function text<Name extends string>(
  search: Record<string, unknown>,
  name: Name,
): Partial<Record<Name, string>> {
  const value = search[name]
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return {}
  // `as`: just this member
  return { [name]: String(value) } as Partial<Record<Name, string>>
}
