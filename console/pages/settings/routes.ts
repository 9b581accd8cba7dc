import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { siteRoute } from '../../site-route.ts'

export const SETTINGS_TABS = ['site', 'install', 'data', 'people', 'keys', 'audit'] as const
export type SettingsTab = (typeof SETTINGS_TABS)[number]

export interface SettingsSearch {
  readonly tab?: SettingsTab
}

export const settingsRoutes = {
  settings: createRoute({
    getParentRoute: () => siteRoute,
    path: 'settings',
    validateSearch: ({ tab }: Record<string, unknown>): SettingsSearch => {
      const known = SETTINGS_TABS.find((name) => name === tab)
      return known === undefined ? {} : { tab: known }
    },
    component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
  }),
}
