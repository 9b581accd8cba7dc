import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

/** What was set aside and waits, of one kind or all of it, a piece after the other. */
export const waitingQuery = (site: string, type: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['sites', site, 'quarantine', type ?? ''],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(pageParam !== null && { after: pageParam }),
        ...(type !== undefined && { type }),
      }
      const call = client.api.sites[':site'].quarantine.all.$get(
        { param: { site }, query },
        { init: { signal } },
      )
      return api(call)
    },
    // `as`: null asks for the first piece
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
