import type { JsonObject } from '../../../shared/json.ts'
import { foundationsOfSegment } from '../../../shared/release/foundations-of-segment.ts'
import type { SegmentUse } from '../../../shared/release/uses-of-segment.ts'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { PartList } from './part-list.tsx'

interface Props {
  readonly segment: JsonObject
  readonly uses: readonly SegmentUse[]
}

/** What asks who is in the segment, and what the segment itself rests on. */
export function UsesTab({ segment, uses }: Props) {
  const { site } = useDraft()
  const foundations = foundationsOfSegment(site, segment)
  return (
    <div className="stack">
      <Card title="Used by">
        {uses.length === 0 ? (
          <EmptyState kind="first-use" title="Nothing uses it yet">
            A segment is used by experiences that show its members something else, and by other segments.
          </EmptyState>
        ) : (
          <PartList parts={uses} />
        )}
      </Card>
      {foundations.length > 0 && (
        <Card title="Rests on" description="Who is in these, or what these are, decides who is in here.">
          <PartList parts={foundations} />
        </Card>
      )}
    </div>
  )
}
