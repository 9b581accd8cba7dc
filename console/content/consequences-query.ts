import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { PlaceForecast } from '../../shared/experience/forecast/read-forecast.ts'
import { api, client } from '../api.ts'

/**
 * What publishing a version of the draft would change for visitors, and whom each experience reaches. It fails where the
 * draft cannot be published.
 */
export const consequencesQuery = (site: string, version: number) =>
  queryOptions({
    queryKey: ['sites', site, 'consequences', version],
    queryFn: async () => {
      const answer = await api(client.api.sites[':site'].consequences.$post({ param: { site }, json: {} }))
      // `as`: Hono's client tells JSON in a type of its own, which is the same and fits nowhere
      return { ...answer, places: answer.places as unknown as readonly PlaceForecast[] }
    },
    placeholderData: keepPreviousData,
    retry: false,
  })
