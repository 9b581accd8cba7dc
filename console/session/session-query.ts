import { queryOptions } from '@tanstack/react-query'
import { api, client } from '../api.ts'

/** Who is signed in (`name`, or null), and how somebody can. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api(client.api.session.$get()),
  staleTime: 60_000,
})
