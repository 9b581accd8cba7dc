import { queryOptions } from '@tanstack/react-query'
import type { ApiDescription } from '../../../edge/openapi/describe-api.ts'
import { apiDescription } from '../../api.ts'

/** The description of the admin API; it changes with a deploy only. */
export const apiQuery = queryOptions({
  queryKey: ['openapi'],
  // `as`: the build wrote it
  queryFn: async () => (await apiDescription()) as ApiDescription,
  staleTime: Infinity,
})
