import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** The sites on which whoever is signed in has a role, and which. */
export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: () => api(client.api.sites.$get()),
  staleTime: 60_000,
})
