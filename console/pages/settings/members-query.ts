import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** Who has a role on a site. */
export const membersQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'members'],
    queryFn: () => api(client.api.sites[':site'].members.$get({ param: { site } })),
  })
