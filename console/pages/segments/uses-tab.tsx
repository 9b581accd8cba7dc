import { Link } from '@tanstack/react-router'
import type { SegmentUse } from '../../../shared/release/uses-of-segment.ts'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useSite } from '../../site/use-site.ts'

/** What asks who is in the segment. */
export function UsesTab({ uses }: { readonly uses: readonly SegmentUse[] }) {
  return (
    <Card>
      {uses.length === 0 ? (
        <EmptyState kind="first-use" title="Nothing uses it yet">
          A segment is used by experiences that show its members something else, and by other segments.
        </EmptyState>
      ) : (
        <UseList uses={uses} />
      )}
    </Card>
  )
}

export function UseList({ uses }: { readonly uses: readonly SegmentUse[] }) {
  const site = useSite()
  return (
    <ul className="stack-tight">
      {uses.map(({ kind, id, name }) => (
        <li key={`${kind}/${id}`}>
          {kind === 'segments' ? (
            <Link to="/$site/segments/$segment" params={{ site, segment: id }} search={{}}>
              {name}
            </Link>
          ) : (
            name
          )}{' '}
          <span className="muted">{kind === 'segments' ? 'segment' : 'experience'}</span>
        </li>
      ))}
    </ul>
  )
}
