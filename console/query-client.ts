import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'

/** What the server says, as far as it is known here. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // what the caller did wrong stays wrong
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status in REFUSALS),
    },
  },
})

const REFUSALS: Readonly<Record<number, true>> = {
  400: true,
  401: true,
  403: true,
  404: true,
  409: true,
  422: true,
}
