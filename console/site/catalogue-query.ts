import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** Which events a site's visitors send, with which properties, and their traits: as it was observed. */
export const catalogueQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'catalogue'],
    queryFn: () => api(client.api.sites[':site'].catalogue.$get({ param: { site } })),
    staleTime: 60_000,
  })
