import { useNavigate } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { useSite } from '../../site/use-site.ts'
import { nameOfSegment } from './segment-of.ts'
import { SegmentTable } from './segment-table.tsx'

/** So few are seen at once without being looked for. */
const FEW = 8

interface Props extends ComponentProps<typeof SegmentTable> {
  /** What the names have in them that are wanted. */
  readonly q: string
}

/** The segments, and a way to find one among many. */
export function SegmentList({ q, segments, ...rest }: Props) {
  const site = useSite()
  const navigate = useNavigate()
  const look = (next: string): void =>
    void navigate({
      to: '/$site/segments',
      params: { site },
      search: next === '' ? {} : { q: next },
      replace: true,
    })
  const found = segments.filter((segment) =>
    `${nameOfSegment(segment)} ${segment.id}`.toLowerCase().includes(q.toLowerCase()),
  )
  return (
    <div className="stack">
      {(segments.length > FEW || q !== '') && (
        <TextField label="Find a segment" type="search" value={q} onChange={look} />
      )}
      {found.length > 0 ? (
        <SegmentTable segments={found} {...rest} />
      ) : (
        <Card>
          <EmptyState
            kind="no-results"
            title={`No segment is called “${q}”`}
            actions={<Button onClick={() => look('')}>Show all</Button>}
          />
        </Card>
      )}
    </div>
  )
}
