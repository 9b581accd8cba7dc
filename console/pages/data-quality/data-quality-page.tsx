import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { Tabs, type Tab } from '../../controls/tabs.tsx'
import { currentReleaseQuery } from '../../draft/current-release-query.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { CatalogueTab } from './catalogue-tab.tsx'
import { QuarantineTab } from './quarantine-tab.tsx'
import { dataQualityRoutes, type QualityTab } from './routes.ts'
import { SentTab } from './sent-tab.tsx'

/** What is right and wrong with what the site is sent. */
export function DataQualityPage() {
  const { data: release } = useSuspenseQuery(currentReleaseQuery(useSite()))
  return (
    <>
      <PageHeader
        title="Data quality"
        description="Whether what pages, apps and servers send arrives whole, in time, and as it was meant."
      />
      {release === null ? (
        <Card>
          <EmptyState kind="first-use" title="Nothing is published yet">
            Events are taken from the first release on.
          </EmptyState>
        </Card>
      ) : (
        <Quality />
      )}
    </>
  )
}

function Quality() {
  const { tab = 'sent' } = dataQualityRoutes.dataQuality.useSearch()
  const navigate = useNavigate({ from: '/$site/data-quality' })
  const mayRead = useMay('editor')
  const waiting = <Skeleton lines={6} />
  const quarantine: Tab<QualityTab> = {
    value: 'quarantine',
    label: 'Set aside',
    content: (
      <Suspense fallback={waiting}>
        <QuarantineTab />
      </Suspense>
    ),
  }
  return (
    <Tabs<QualityTab>
      label="Data quality"
      value={tab === 'quarantine' && !mayRead ? 'sent' : tab}
      onChange={(next) => void navigate({ search: (search) => ({ ...search, tab: next }), replace: true })}
      tabs={[
        {
          value: 'sent',
          label: 'What was sent',
          content: (
            <Suspense fallback={waiting}>
              <SentTab />
            </Suspense>
          ),
        },
        // What was set aside is what single people did
        ...(mayRead ? [quarantine] : []),
        {
          value: 'catalogue',
          label: 'Events and traits',
          content: (
            <Suspense fallback={waiting}>
              <CatalogueTab />
            </Suspense>
          ),
        },
      ]}
    />
  )
}
