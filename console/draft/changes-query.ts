import { queryOptions } from '@tanstack/react-query'
import type { SiteChange } from '../../shared/release/site-changes.ts'
import { api, client } from '../api.ts'
import { currentReleaseQuery } from './current-release-query.ts'

/** What the draft of a site would change if it were published. */
export const changesQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'changes'],
    queryFn: async ({ client: queries }) => {
      const current = await queries.fetchQuery(currentReleaseQuery(site))
      const from = current === null ? '0' : 'current'
      const query = { from, to: 'draft' }
      const answer = await api(client.api.sites[':site'].compare.$get({ param: { site }, query }))
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return { changes: answer.changes as unknown as readonly SiteChange[] }
    },
  })
