import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Tabs } from '../../controls/tabs.tsx'
import { currentReleaseQuery } from '../../draft/current-release-query.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { Coverage } from './coverage.tsx'
import { historyQuery } from './history-query.ts'
import { NewSegmentDialog } from './new-segment-dialog.tsx'
import { OverlapMatrix } from './overlap-matrix.tsx'
import { segmentsRoutes } from './routes.ts'
import { segmentsIn } from './segment-of.ts'
import { SegmentList } from './segment-list.tsx'

/** All segments of a site: how many are in each, how that went, and what uses it. */
export function SegmentsPage() {
  const site = useSite()
  const navigate = useNavigate()
  const { view = 'list', q = '' } = segmentsRoutes.segments.useSearch()
  const draft = useDraft()
  const mayEdit = useMay('editor')
  const { data: release } = useSuspenseQuery(currentReleaseQuery(site))
  const { data: history } = useQuery({ ...historyQuery(site), enabled: release !== null })
  const [isMaking, setMaking] = useState(false)
  const segments = segmentsIn(draft.site)
  const newSegment = mayEdit && (
    <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>
      New segment
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Segments"
        description="Groups of visitors, by what they did and who they are. Who is in one is known at every instant: nothing has to be recomputed."
        actions={segments.length > 0 && newSegment}
      />
      {segments.length === 0 ? (
        <Card>
          <EmptyState kind="first-use" title="No segments yet" actions={newSegment}>
            A segment is a question about a visitor: “viewed hiking twice in 7 days and bought nothing”. What
            they see, and what you count, can depend on the answer. Begin with a template, or from nothing.
          </EmptyState>
        </Card>
      ) : (
        <>
          {history !== undefined && <Coverage history={history} />}
          <Tabs
            label="Views of the segments"
            value={view}
            onChange={(next) =>
              void navigate({
                to: '/$site/segments',
                params: { site },
                search: next === 'overlap' ? { view: next } : {},
              })
            }
            tabs={[
              {
                value: 'list',
                label: 'List',
                content: <SegmentList q={q} segments={segments} history={history} />,
              },
              {
                value: 'overlap',
                label: 'Overlap',
                content: <OverlapMatrix isPublished={release !== null} />,
              },
            ]}
          />
        </>
      )}
      <NewSegmentDialog open={isMaking} onOpenChange={setMaking} />
    </>
  )
}
