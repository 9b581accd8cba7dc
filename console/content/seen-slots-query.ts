import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** The slots that pages ask for, declared or not. */
export const seenSlotsQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'slots-seen'],
    queryFn: () => api(client.api.sites[':site'].slots.seen.$get({ param: { site } })),
    refetchInterval: 30_000,
  })
