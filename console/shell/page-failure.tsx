import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Failure } from '../controls/failure.tsx'

/** What stands in the place of a page that could not be shown. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const queries = useQueryErrorResetBoundary()
  const retry = (): void => {
    // what failed would be remembered, and not asked for again
    queries.reset()
    reset()
  }
  return <Failure error={error} onRetry={retry} />
}
