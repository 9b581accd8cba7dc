import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** How many members segments have in common. */
export const overlapQuery = (site: string, segments: readonly string[]) =>
  queryOptions({
    queryKey: ['sites', site, 'segments', 'overlap', ...segments],
    queryFn: () => {
      const query = { segments: segments.join(',') }
      return api(client.api.sites[':site'].segments.overlap.$get({ param: { site }, query }))
    },
  })
