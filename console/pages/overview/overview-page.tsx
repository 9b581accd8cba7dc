import { useSuspenseQuery } from '@tanstack/react-query'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { ButtonLink } from '../../controls/button-link.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { currentReleaseQuery } from '../../draft/current-release-query.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { countsQuery } from '../../site/counts-query.ts'
import { releaseDocumentQuery } from '../../site/release-document-query.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { Checklist } from './checklist.tsx'
import { progressOf } from './progress.ts'
import { LiveCard } from './live/live-card.tsx'
import { Health } from './health.tsx'
import { SegmentSizes } from './segment-sizes.tsx'
import { ShownContent } from './shown-content.tsx'
import { Totals } from './totals.tsx'

/** How the site is: what is still to be done at the beginning, then who came and what they saw. */
export function OverviewPage() {
  const { data: release } = useSuspenseQuery(currentReleaseQuery(useSite()))
  return (
    <>
      <PageHeader
        title="Overview"
        description="Numbers are of all profiles, half a minute old at the most."
      />
      {release === null ? <NotPublished /> : <Published release={release.number} />}
    </>
  )
}

/** Of a site that was made by a program and never published. */
function NotPublished() {
  const site = useSite()
  return (
    <Card>
      <EmptyState
        kind="first-use"
        title="Nothing is published yet"
        actions={
          <ButtonLink to="/$site/publish" params={{ site }} variant="primary">
            Look at the draft
          </ButtonLink>
        }
      >
        The first release makes the site’s key known: from then on pages can send events.
      </EmptyState>
    </Card>
  )
}

function Published({ release }: { readonly release: number }) {
  const site = useSite()
  const draft = useDraft()
  const mayWatch = useMay('editor')
  const { data: counts } = useSuspenseQuery(countsQuery(site))
  const { data: document } = useSuspenseQuery(releaseDocumentQuery(site, release))
  const progress = progressOf({
    draft: draft.site,
    release: document,
    received: counts.ingestion.received,
    exposures: counts.exposures.length,
  })
  return (
    <>
      <Checklist progress={progress} writeKey={writeKeyOf(document)} />
      {mayWatch && <LiveCard document={document} />}
      <Totals counts={counts} />
      <SegmentSizes counts={counts} document={document} />
      <ShownContent counts={counts} document={document} />
      <Health missingShards={counts.missingShards} />
    </>
  )
}

function writeKeyOf(document: { readonly [name: string]: unknown }): string | null {
  // `as`: a published site has at least one
  const keys = (document['writeKeys'] ?? []) as readonly { readonly key: string }[]
  return keys[0]?.key ?? null
}
