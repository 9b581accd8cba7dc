import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

const PAGE = 50

/** The releases of a site, the newest first, a page after the other. */
export const releasesQuery = (site: string) =>
  infiniteQueryOptions({
    queryKey: ['sites', site, 'releases', 'list'],
    queryFn: ({ pageParam }) => {
      const query = { limit: String(PAGE), ...(pageParam !== null && { before: String(pageParam) }) }
      return api(client.api.sites[':site'].releases.$get({ param: { site }, query }))
    },
    // `as`: null asks for the newest
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < PAGE ? null : (page.at(-1)?.number ?? null)),
  })
