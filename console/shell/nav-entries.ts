import type { LinkProps } from '@tanstack/react-router'
import type { Role } from '../../shared/role.ts'
import type { IconName } from '../controls/icon.tsx'

export interface NavigationEntry {
  readonly to: Extract<LinkProps['to'], `/$site${string}`>
  readonly label: string
  readonly icon: IconName
  /** What one has to be to find anything there. @default 'viewer' */
  readonly role?: Role
  /** The second key of its shortcut, after `g`. */
  readonly key: string
}

/** The pages of a site that one goes to from anywhere, in the order in which they are listed. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { to: '/$site', label: 'Overview', icon: 'overview', key: 'o' },
  { to: '/$site/segments', label: 'Segments', icon: 'segments', key: 's' },
  { to: '/$site/slots', label: 'Slots', icon: 'slots', key: 'l' },
  { to: '/$site/profiles', label: 'Profiles', icon: 'profiles', role: 'editor', key: 'p' },
  { to: '/$site/data-quality', label: 'Data quality', icon: 'quality', key: 'd' },
  { to: '/$site/previews', label: 'Previews', icon: 'eye', role: 'editor', key: 'v' },
  { to: '/$site/releases', label: 'Releases', icon: 'releases', key: 'r' },
  { to: '/$site/settings', label: 'Settings', icon: 'settings', key: 't' },
  { to: '/$site/api', label: 'API', icon: 'copy', key: 'i' },
]
