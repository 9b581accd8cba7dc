import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { api, client } from '../api.ts'
import { Button } from '../controls/button.tsx'
import { Icon } from '../controls/icon.tsx'
import { Menu, type MenuItem } from '../controls/menu.tsx'
import { sessionQuery } from '../session/session-query.ts'
import { sitesQuery } from '../session/sites-query.ts'
import { useRole } from '../site/use-role.ts'
import { useSite } from '../site/use-site.ts'
import { DraftState } from './draft-state.tsx'
import { JobsPlace } from './jobs-place.tsx'
import { Keyboard } from './keyboard.tsx'
import { theme, THEMES, useTheme } from './theme.ts'
import styles from './top-bar.module.css'

/** Which site is open, how its draft stands, and who is signed in. */
export function TopBar() {
  return (
    <header className={styles['bar']}>
      <Link to="/" search={{}} className={styles['brand']} aria-label="Edgewise">
        <span className={styles['mark']} aria-hidden="true" />
        <span className={styles['word']}>Edgewise</span>
      </Link>
      <SiteSwitch />
      <span className={styles['space']} />
      <JobsPlace />
      <DraftState />
      <Keyboard />
      <Account />
    </header>
  )
}

function SiteSwitch() {
  const site = useSite()
  const navigate = useNavigate()
  const { data: sites } = useSuspenseQuery(sitesQuery)
  const name = sites.find(({ id }) => id === site)?.name ?? site
  const items: (MenuItem | 'separator')[] = [
    ...sites.map(({ id, name: label }) => ({
      label,
      hint: id,
      onSelect: () => void navigate({ to: '/$site', params: { site: id } }),
    })),
    'separator',
    {
      label: 'All sites, and new ones',
      icon: 'plus',
      onSelect: () => void navigate({ to: '/sites', search: {} }),
    },
  ]
  return (
    <Menu
      align="start"
      items={items}
      trigger={
        <button type="button" className={styles['site']} aria-label={`Site: ${name}. Switch`}>
          <span>{name}</span>
          <Icon name="chevron" size={14} />
        </button>
      }
    />
  )
}

function Account() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const role = useRole()
  const { data: session } = useSuspenseQuery(sessionQuery)
  const chosen = useTheme()
  const signOut = async (): Promise<void> => {
    await api(client.api.session.$delete())
    queries.clear()
    await navigate({ to: '/sign-in' })
  }
  const name = session.name ?? ''
  return (
    <Menu
      trigger={<Button variant="quiet" icon="profiles" aria-label={`${name}, ${role}. Account`} />}
      items={[
        { label: name, hint: role, disabled: true, onSelect: () => {} },
        'separator',
        ...THEMES.map(({ value, label }) => ({
          label,
          icon: chosen === value ? ('check' as const) : ('sun' as const),
          onSelect: () => theme.choose(value),
        })),
        'separator',
        { label: 'Sign out', onSelect: () => void signOut() },
      ]}
    />
  )
}
