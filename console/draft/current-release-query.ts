import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** The release that is in force: who made it, and when; null before the first. */
export const currentReleaseQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'releases', 'current'],
    queryFn: async () => {
      const query = { limit: '1' }
      const releases = await api(client.api.sites[':site'].releases.$get({ param: { site }, query }))
      return releases[0] ?? null
    },
  })
