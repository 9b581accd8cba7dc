import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, client } from '../../api.ts'

const PAGE = 50

/** What was done to a site, the newest first, a page after the other. */
export const auditQuery = (site: string) =>
  infiniteQueryOptions({
    queryKey: ['sites', site, 'audit'],
    queryFn: ({ pageParam }) => {
      const query = { limit: String(PAGE), ...(pageParam !== null && { before: String(pageParam) }) }
      return api(client.api.sites[':site'].audit.$get({ param: { site }, query }))
    },
    // `as`: null asks for the newest
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < PAGE ? null : (page.at(-1)?.seq ?? null)),
  })
