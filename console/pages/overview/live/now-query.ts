import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../../api.ts'

/** How many profiles were there in the last five minutes. */
export const nowQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'now'],
    queryFn: () => api(client.api.sites[':site'].now.$get({ param: { site } })),
    refetchInterval: 10_000,
  })
