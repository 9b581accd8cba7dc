import { useSuspenseQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { ChangeList } from '../../changes/change-list.tsx'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { changesQuery } from '../../draft/changes-query.ts'
import { currentReleaseQuery } from '../../draft/current-release-query.ts'
import { isChanged } from '../../draft/part-edit.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { useDraftEdits } from '../../draft/use-draft-edits.ts'
import { releaseDocumentQuery } from '../../site/release-document-query.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { Checks } from './checks.tsx'
import { Consequences } from './consequences.tsx'
import { PublishForm } from './publish-form.tsx'
import { Scheduled } from './scheduled.tsx'

/** What publishing the draft would change, what is to be said against it, and the button. */
export function PublishPage() {
  const site = useSite()
  const draft = useDraft()
  const mayPublish = useMay('publisher')
  const { data: current } = useSuspenseQuery(currentReleaseQuery(site))
  const { data: before } = useSuspenseQuery(releaseDocumentQuery(site, current?.number ?? 0))
  const { changes } = useSuspenseQuery(changesQuery(site)).data
  return (
    <>
      <PageHeader
        title="Publish"
        description={
          current === null
            ? 'The first release: from then on pages can use the site.'
            : `Visitors have release ${current.number}. What you publish becomes release ${current.number + 1}, and reaches open pages within seconds.`
        }
      />
      <Unsaved />
      {changes.length === 0 && current !== null ? (
        <Card>
          <EmptyState kind="no-results" title="All is published">
            The draft says what release {current.number} says.
          </EmptyState>
        </Card>
      ) : (
        <>
          <Checks issues={draft.issues} warnings={draft.warnings} document={draft.site} />
          <Card title={changes.length === 1 ? '1 change' : `${changes.length} changes`}>
            <ChangeList changes={changes} before={before} after={draft.site} />
          </Card>
          {draft.issues.length === 0 && <Consequences document={draft.site} version={draft.version} />}
          {mayPublish ? (
            <PublishForm draft={draft} />
          ) : (
            <Callout title="Publishing takes the role publisher">
              Your edits are in the draft. Tell somebody with that role that they are ready.
            </Callout>
          )}
        </>
      )}
      <Scheduled />
    </>
  )
}

/** Edits that are only in this tab are not published; they can be saved first. */
function Unsaved() {
  const edits = useDraftEdits()
  const open = useSyncExternalStore(edits.subscribe, edits.all)
  const count = [...open.values()].filter(({ edit }) => isChanged(edit)).length
  if (count === 0) return null
  return (
    <Callout
      tone="warning"
      title={count === 1 ? 'One edit is only in this tab' : `${count} edits are only in this tab`}
      actions={
        <Button size="small" onClick={() => void edits.saveAll()}>
          Save them in the draft
        </Button>
      }
    >
      What is not in the draft is not published.
    </Callout>
  )
}
