import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** What became of every message of the last days, by source and kind of violation. */
export const qualityQuery = (site: string, days: number) =>
  queryOptions({
    queryKey: ['sites', site, 'quality', days],
    queryFn: () => {
      const query = { days: String(days) }
      return api(client.api.sites[':site'].quality.$get({ param: { site }, query }))
    },
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  })
