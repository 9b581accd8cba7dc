import { useSuspenseQuery } from '@tanstack/react-query'
import type { Role } from '../../shared/role.ts'
import { sitesQuery } from '../session/sites-query.ts'
import { useSite } from './use-site.ts'

/** The role that whoever is signed in has on the site that is open. */
export function useRole(): Role {
  const site = useSite()
  const { data } = useSuspenseQuery(sitesQuery)
  return data.find(({ id }) => id === site)?.role ?? 'viewer'
}
