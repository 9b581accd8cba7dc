import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** The sums over all profiles of a site, half a minute old at the most; `covered` says of how many the members speak. */
export const countsQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'counts'],
    queryFn: () => api(client.api.sites[':site'].counts.$get({ param: { site } })),
    refetchInterval: 5_000,
  })
