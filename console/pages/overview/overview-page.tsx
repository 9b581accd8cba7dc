import { useSuspenseQuery } from '@tanstack/react-query'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { PageHeader } from '../../controls/page-header.tsx'
import { currentReleaseQuery } from '../../draft/current-release-query.ts'
import { countsQuery } from '../../site/counts-query.ts'
import { useSite } from '../../site/use-site.ts'

/** How the site is. */
export function OverviewPage() {
  const { data: release } = useSuspenseQuery(currentReleaseQuery(useSite()))
  return (
    <>
      <PageHeader title="Overview" description="How the site is, half a minute ago at the most." />
      <Card title="Visitors">{release === null ? <NotPublished /> : <Visitors />}</Card>
    </>
  )
}

function NotPublished() {
  return (
    <EmptyState kind="first-use" title="Nothing is published yet">
      Visitors are counted from the first release on.
    </EmptyState>
  )
}

function Visitors() {
  const { data } = useSuspenseQuery(countsQuery(useSite()))
  return <p>{formatCount(data.profiles)} profiles</p>
}
