import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** A release: who made it, when and why. */
export const releaseQuery = (site: string, number: number) =>
  queryOptions({
    queryKey: ['sites', site, 'releases', number],
    queryFn: async () => {
      const param = { site, number: String(number) }
      const { author, message, publishedAt, rollbackTo } = await api(
        client.api.sites[':site'].releases[':number'].$get({ param }),
      )
      return { author, message, publishedAt, rollbackTo }
    },
    staleTime: Infinity,
  })
