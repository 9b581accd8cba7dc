import { ApiError } from '../api-error.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

/** What stands where something could not be had: what went wrong, and how to go on. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const isForbidden = error instanceof ApiError && error.status === 403
  const title = error instanceof ApiError ? error.title : 'This page failed'
  return (
    <EmptyState
      kind={isForbidden ? 'no-permission' : 'error'}
      title={title}
      actions={onRetry !== undefined && !isForbidden && <Button onClick={onRetry}>Try again</Button>}
    >
      {error instanceof Error ? error.message : String(error)}
    </EmptyState>
  )
}
