import { queryOptions } from '@tanstack/react-query'
import type { JsonObject } from '../../shared/json.ts'
import { api, client } from '../api.ts'

/** The document of a release, which never changes; of number 0 it is empty. */
export const releaseDocumentQuery = (site: string, number: number) =>
  queryOptions({
    queryKey: ['sites', site, 'releases', number, 'document'],
    queryFn: async (): Promise<JsonObject> => {
      if (number === 0) return {}
      const param = { site, number: String(number) }
      const release = await api(client.api.sites[':site'].releases[':number'].$get({ param }))
      // `as`: a site is JSON, which Hono's client tells in a type of its own
      return release.site as unknown as JsonObject
    },
    staleTime: Infinity,
  })
