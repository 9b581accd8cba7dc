import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** What publishing the draft, at this version, would change for visitors. */
export const consequencesQuery = (site: string, version: number) =>
  queryOptions({
    queryKey: ['sites', site, 'consequences', version],
    queryFn: () => api(client.api.sites[':site'].consequences.$post({ param: { site }, json: {} })),
    placeholderData: keepPreviousData,
  })
