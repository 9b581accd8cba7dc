import { queryOptions } from '@tanstack/react-query'
import type { ProfileSummary } from '../../../edge/profile/profile-summary.ts'
import { api, client } from '../../api.ts'

/** What a profile is at a glance. */
export const summaryQuery = (site: string, ref: string) =>
  queryOptions({
    queryKey: ['sites', site, 'profiles', ref, 'summary'],
    queryFn: async () => {
      const summary = await api(
        client.api.sites[':site'].profiles[':ref'].summary.$get({ param: { site, ref } }),
      )
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return summary as unknown as ProfileSummary
    },
  })
