import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** How far the profiles of a site are on the way to the current segments. */
export const sweepQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'sweep'],
    queryFn: () => api(client.api.sites[':site'].sweep.$get({ param: { site } })),
    refetchInterval: 30_000,
  })
