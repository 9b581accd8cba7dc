import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** The server keys of a site, as far as they may be told. */
export const serverKeysQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'keys'],
    queryFn: () => api(client.api.sites[':site'].keys.$get({ param: { site } })),
  })
