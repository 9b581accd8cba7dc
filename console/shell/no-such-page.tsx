import { ButtonLink } from '../controls/button-link.tsx'
import { EmptyState } from '../controls/empty-state.tsx'

/** What an address shows that no page has. */
export function NoSuchPage() {
  return (
    <EmptyState
      kind="no-results"
      title="There is no such page"
      actions={
        <ButtonLink to="/" search={{}}>
          To the start
        </ButtonLink>
      }
    >
      The address may be mistyped, or what it was of is gone.
    </EmptyState>
  )
}
