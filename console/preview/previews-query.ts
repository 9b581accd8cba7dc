import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** The previews of a site that go on now. */
export const previewsQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'previews'],
    queryFn: () => api(client.api.sites[':site'].previews.$get({ param: { site } })),
    refetchInterval: 5_000,
  })
