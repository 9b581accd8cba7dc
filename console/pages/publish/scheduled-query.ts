import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** Publishes that wait for their time, and what became of the last. */
export const scheduledQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'scheduled'],
    queryFn: () => api(client.api.sites[':site'].scheduled.$get({ param: { site } })),
  })
