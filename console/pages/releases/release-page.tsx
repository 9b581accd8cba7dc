import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ChangeList } from '../../changes/change-list.tsx'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Select } from '../../controls/select.tsx'
import { Time } from '../../controls/time.tsx'
import { currentReleaseQuery } from '../../draft/current-release-query.ts'
import { releaseDocumentQuery } from '../../site/release-document-query.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { compareQuery } from './compare-query.ts'
import { releaseQuery } from './release-query.ts'
import { RollbackDialog } from './rollback-dialog.tsx'
import { releasesRoutes } from './routes.ts'

/** One release: what it changed, or how it differs from another, and the way back to it. */
export function ReleasePage() {
  const site = useSite()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const number = Number(releasesRoutes.release.useParams({ select: (params) => params.number }))
  const { with: chosen } = releasesRoutes.release.useSearch()
  const other = chosen ?? number - 1
  const { data: release } = useSuspenseQuery(releaseQuery(site, number))
  const { data: current } = useSuspenseQuery(currentReleaseQuery(site))
  const [isRollingBack, setRollingBack] = useState(false)
  const mayPublish = useMay('publisher')
  const isLive = current?.number === number
  const newest = current?.number ?? number
  return (
    <>
      <PageHeader
        title={`Release ${number}`}
        parents={
          <Link to="/$site/releases" params={{ site }}>
            Releases
          </Link>
        }
        badges={isLive && <Badge tone="success">live</Badge>}
        description={
          <>
            {release.message ?? 'No word on it'} · {release.author ?? 'unknown'} ·{' '}
            <Time at={release.publishedAt} form="absolute" />
          </>
        }
        actions={
          mayPublish &&
          !isLive && (
            <Button icon="undo" onClick={() => setRollingBack(true)}>
              Roll back to release {number}
            </Button>
          )
        }
      />
      <Card
        title={other === number - 1 ? 'What it changed' : `From release ${other} to this one`}
        actions={
          <Select
            label="Compare with"
            hideLabel
            value={String(other)}
            options={Array.from({ length: newest + 1 }, (_, index) => newest - index)
              .filter((candidate) => candidate !== number)
              .slice(0, 100)
              .map((candidate) => ({
                value: String(candidate),
                label: candidate === 0 ? 'nothing' : `release ${candidate}`,
              }))}
            onChange={(value) =>
              void navigate({
                to: '/$site/releases/$number',
                params: { site, number: String(number) },
                search: { with: Number(value) },
              })
            }
          />
        }
      >
        <Comparison from={other} to={number} />
      </Card>
      <RollbackDialog
        number={number}
        open={isRollingBack}
        onOpenChange={setRollingBack}
        onDone={async (made) => {
          await queries.invalidateQueries({ queryKey: ['sites', site] })
          await navigate({ to: '/$site/releases/$number', params: { site, number: String(made) } })
        }}
      />
    </>
  )
}

function Comparison({ from, to }: { readonly from: number; readonly to: number }) {
  const site = useSite()
  const { data: changes } = useSuspenseQuery(compareQuery(site, from, to))
  const { data: before } = useSuspenseQuery(releaseDocumentQuery(site, from))
  const { data: after } = useSuspenseQuery(releaseDocumentQuery(site, to))
  if (changes.length === 0) {
    return <EmptyState kind="no-results" title="They say the same" />
  }
  return <ChangeList changes={changes} before={before} after={after} />
}
