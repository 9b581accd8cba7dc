import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ProfileMoment } from '../../../edge/profile/moment.ts'
import { api, client } from '../../api.ts'
import type { ProfileSearch } from './routes.ts'

const DAY_MS = 86_400_000

/** What a profile was, is or will be: at the time that the address says, or so many days ahead. */
export const momentQuery = (site: string, ref: string, { time, ahead, release, url }: ProfileSearch) =>
  queryOptions({
    queryKey: ['sites', site, 'profiles', ref, 'at', time ?? '', ahead ?? 0, release ?? '', url ?? ''],
    queryFn: async ({ signal }) => {
      const at = ahead === undefined ? time : new Date(Date.now() + ahead * DAY_MS).toISOString()
      const query = {
        ...(at !== undefined && { time: at }),
        ...(release !== undefined && { release }),
        ...(url !== undefined && { url }),
      }
      const call = client.api.sites[':site'].profiles[':ref'].at.$get(
        { param: { site, ref }, query },
        { init: { signal } },
      )
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return (await api(call)) as unknown as ProfileMoment
    },
    placeholderData: keepPreviousData,
  })
