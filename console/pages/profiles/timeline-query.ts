import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { Timeline } from '../../../edge/profile/timeline.ts'
import { api, client } from '../../api.ts'

const PAGE = 50

interface Filters {
  readonly event?: string | undefined
  readonly text?: string | undefined
}

/** The events of a profile, the newest first, a piece after the other. */
export const timelineQuery = (site: string, ref: string, { event, text }: Filters) =>
  infiniteQueryOptions({
    queryKey: ['sites', site, 'profiles', ref, 'events', event ?? '', text ?? ''],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        limit: String(PAGE),
        ...(pageParam !== null && { before: pageParam }),
        ...(event !== undefined && { name: event }),
        ...(text !== undefined && { text }),
      }
      const call = client.api.sites[':site'].profiles[':ref'].events.$get(
        { param: { site, ref }, query },
        { init: { signal } },
      )
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return (await api(call)) as unknown as Timeline
    },
    // `as`: null asks for the newest
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
