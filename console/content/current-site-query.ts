import { queryOptions } from '@tanstack/react-query'
import type { JsonObject } from '../../shared/json.ts'
import { api, client } from '../api.ts'
import { currentReleaseQuery } from '../draft/current-release-query.ts'

/** The document that is published now; null before the first release. */
export const currentSiteQuery = (site: string) =>
  queryOptions({
    queryKey: ['sites', site, 'releases', 'current-site'],
    queryFn: async ({ client: queries }) => {
      const current = await queries.fetchQuery(currentReleaseQuery(site))
      if (current === null) return null
      const param = { site, number: String(current.number) }
      const release = await api(client.api.sites[':site'].releases[':number'].$get({ param }))
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return release.site as unknown as JsonObject
    },
  })
