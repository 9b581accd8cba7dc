import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { api, client } from '../../api.ts'
import type { ProfilesSearch } from './routes.ts'

const PAGE = 50

/** The profiles that are found, from those who were there last on, a page after the other. */
export const profilesQuery = (site: string, { search, segment }: ProfilesSearch) =>
  infiniteQueryOptions({
    queryKey: ['sites', site, 'profiles', 'list', search ?? '', segment ?? ''],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        order: 'recent' as const,
        limit: String(PAGE),
        ...(pageParam !== null && { after: pageParam }),
        ...(search !== undefined && { search }),
      }
      const init = { init: { signal } }
      const routes = client.api.sites[':site']
      return segment === undefined
        ? api(routes.profiles.$get({ param: { site }, query }, init))
        : api(routes.segments[':id'].members.$get({ param: { site, id: segment }, query }, init))
    },
    // `as`: null asks for the first page
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
