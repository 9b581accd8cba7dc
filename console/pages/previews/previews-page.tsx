import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { SiteConfig } from '../../../shared/release/index.ts'
import { describeView } from '../../../shared/preview/index.ts'
import { api, client } from '../../api.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { notify } from '../../controls/notify.ts'
import { PageHeader } from '../../controls/page-header.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { PreviewButton } from '../../preview/preview-button.tsx'
import { previewsQuery } from '../../preview/previews-query.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'

/** The previews that go on, so that one that is not wanted any more can be ended. */
export function PreviewsPage() {
  return (
    <>
      <PageHeader
        title="Previews"
        description="The draft on your own site, as whomever you choose. Each ends by itself half an hour after anybody looked at it."
        actions={<PreviewButton variant="primary" />}
      />
      {useMay('editor') ? (
        <Previews />
      ) : (
        <Card>
          <EmptyState kind="no-permission" title="Previews are for editors">
            Somebody who is an admin of this site can give you the role.
          </EmptyState>
        </Card>
      )}
    </>
  )
}

function Previews() {
  const site = useSite()
  const queries = useQueryClient()
  const { data: previews } = useSuspenseQuery(previewsQuery(site))
  // `as`: a list that a draft lacks is empty here
  const { segments = [], timezone = 'UTC' } = useDraft().site as unknown as Partial<SiteConfig>
  const nameOf = (id: string): string => segments.find((segment) => segment.id === id)?.name ?? id

  const end = async (id: string): Promise<void> => {
    await api(client.api.sites[':site'].previews[':id'].$delete({ param: { site, id } }))
    await queries.invalidateQueries(previewsQuery(site))
    notify({ title: 'The preview was ended' })
  }

  if (previews.length === 0) {
    return (
      <Card>
        <EmptyState kind="first-use" title="No preview is open">
          Open one here, or from a segment, an experience or a profile: what you save then appears in it at
          once.
        </EmptyState>
      </Card>
    )
  }
  return (
    <Card flush>
      <Table
        label="Previews that are open"
        rows={previews}
        rowKey={({ id }) => id}
        columns={[
          { id: 'what', header: 'Shows', cell: ({ view }) => describeView(view, timezone, nameOf) },
          { id: 'where', header: 'On', cell: ({ origin }) => origin },
          {
            id: 'state',
            header: 'State',
            cell: ({ isStarted, pages }) =>
              isStarted ? (
                <Badge tone={pages > 0 ? 'success' : 'neutral'}>
                  {pages === 1 ? '1 page open' : pages > 0 ? `${pages} pages open` : 'Nobody looks'}
                </Badge>
              ) : (
                <Badge tone="neutral">Not opened</Badge>
              ),
          },
          { id: 'by', header: 'By', cell: ({ createdBy }) => createdBy },
          { id: 'ends', header: 'Ends', cell: ({ until }) => <Time at={until} /> },
          {
            id: 'end',
            header: <span className="visually-hidden">End it</span>,
            align: 'end',
            cell: ({ id }) => (
              <Button size="small" onClick={() => void end(id)}>
                End
              </Button>
            ),
          },
        ]}
      />
    </Card>
  )
}
