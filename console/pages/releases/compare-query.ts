import { queryOptions } from '@tanstack/react-query'
import type { SiteChange } from '../../../shared/release/site-changes.ts'
import { api, client } from '../../api.ts'

/** What changed from one release to another. */
export const compareQuery = (site: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['sites', site, 'releases', 'compare', from, to],
    queryFn: async () => {
      const query = { from: String(from), to: String(to) }
      const { changes } = await api(client.api.sites[':site'].compare.$get({ param: { site }, query }))
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return changes as unknown as readonly SiteChange[]
    },
    staleTime: Infinity,
  })
