import { Link } from '@tanstack/react-router'
import { isAtLeast } from '../../shared/role.ts'
import { Icon } from '../controls/icon.tsx'
import { useRole } from '../site/use-role.ts'
import { useSite } from '../site/use-site.ts'
import { NAVIGATION } from './nav-entries.ts'
import styles from './navigation.module.css'

/** The pages of the site that is open, as far as one may see them. */
export function Navigation() {
  const site = useSite()
  const role = useRole()
  return (
    <nav className={styles['navigation']} aria-label="Pages">
      <ul>
        {NAVIGATION.filter((entry) => isAtLeast(role, entry.role ?? 'viewer')).map(({ to, label, icon }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ site }}
              className={styles['link']}
              activeOptions={{ exact: to === '/$site', includeSearch: false }}
            >
              <Icon name={icon} />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
