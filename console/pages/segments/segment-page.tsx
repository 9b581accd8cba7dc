import { Link, useNavigate } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JsonObject } from '../../../shared/json.ts'
import { usesOfSegment } from '../../../shared/release/uses-of-segment.ts'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Menu } from '../../controls/menu.tsx'
import { PageHeader } from '../../controls/page-header.tsx'
import { Tabs } from '../../controls/tabs.tsx'
import { changesQuery } from '../../draft/changes-query.ts'
import { EditBar, SaveFailure } from '../../draft/edit-bar.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { useFindings } from '../../draft/use-findings.ts'
import { usePart } from '../../draft/use-part.ts'
import { usePartActions } from '../../draft/use-part-actions.ts'
import { PreviewButton } from '../../preview/preview-button.tsx'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { DeleteBlocked } from './delete-blocked.tsx'
import { HistoryTab } from './history-tab.tsx'
import { JsonTab } from './json-tab.tsx'
import { MembershipTab } from './membership-tab.tsx'
import { RuleTab } from './rule-tab.tsx'
import { segmentsRoutes, type SegmentTab } from './routes.ts'
import { copyOf, nameOfSegment, segmentsIn, sentenceOf } from './segment-of.ts'
import { statusOf } from './segment-status.ts'
import styles from './segments.module.css'
import { UsesTab } from './uses-tab.tsx'

/** One segment: what it asks, who is in, what uses it. */
export function SegmentPage() {
  const site = useSite()
  const { segment: id } = segmentsRoutes.segment.useParams()
  const { tab = 'rule' } = segmentsRoutes.segment.useSearch()
  const navigate = useNavigate()
  const mayEdit = useMay('editor')
  const draft = useDraft()
  const part = usePart('segments', id)
  const findings = useFindings('segments', id)
  const { create, remove } = usePartActions()
  const { data } = useQuery(changesQuery(site))
  const [isBlocked, setBlocked] = useState(false)
  const segment = isObject(part.value) ? part.value : null
  if (segment === null) return <NoSuchSegment site={site} id={id} />
  const name = nameOfSegment(segment)
  const uses = usesOfSegment(draft.site, id)
  const status = data === undefined ? null : statusOf(id, data.changes)
  const change = (next: JsonObject, group?: string): void => part.change(next, group)
  const goTo = (next: SegmentTab): void =>
    void navigate({
      to: '/$site/segments/$segment',
      params: { site, segment: id },
      search: next === 'rule' ? {} : { tab: next },
    })
  const duplicate = async (): Promise<void> => {
    const copy = copyOf(segment, segmentsIn(draft.site))
    if (await create({ kind: 'segments', id: copy.id }, copy))
      await navigate({ to: '/$site/segments/$segment', params: { site, segment: copy.id }, search: {} })
  }
  const deleteIt = async (): Promise<void> => {
    if (uses.length > 0) return setBlocked(true)
    if (await remove({ kind: 'segments', id }, name))
      await navigate({ to: '/$site/segments', params: { site }, search: {} })
  }
  return (
    <>
      <PageHeader
        title={name}
        parents={
          <Link to="/$site/segments" params={{ site }} search={{}}>
            Segments
          </Link>
        }
        badges={
          <>
            {status !== null && <Badge tone={status.tone}>{status.label}</Badge>}
            {findings.issues.length > 0 && <Badge tone="danger">Needs attention</Badge>}
          </>
        }
        actions={
          mayEdit && (
            <>
              <Menu
                trigger={<Button variant="quiet" icon="more" aria-label="More to do with this segment" />}
                items={[
                  { label: 'Duplicate', icon: 'copy', onSelect: () => void duplicate() },
                  'separator',
                  {
                    label: 'Delete the segment',
                    icon: 'trash',
                    danger: true,
                    onSelect: () => void deleteIt(),
                  },
                ]}
              />
              <PreviewButton view={{ in: [id] }} isUnsaved={part.isDirty} />
              <EditBar part={part} />
            </>
          )
        }
      />
      <SaveFailure part={part} />
      <p className={styles['sentence']} data-testid="sentence">
        {sentenceOf(segment, draft.site['computedTraits']) ?? 'Visitors who … add a condition to say who.'}
      </p>
      <Tabs<SegmentTab>
        label="Parts of the segment"
        value={tab}
        onChange={goTo}
        tabs={[
          {
            value: 'rule',
            label: 'Rule',
            content: <RuleTab segment={segment} onChange={change} findings={findings} />,
          },
          {
            value: 'membership',
            label: 'Details',
            content: <MembershipTab segment={segment} onChange={change} findings={findings} />,
          },
          {
            value: 'history',
            label: 'Members',
            content: <HistoryTab id={id} name={name} isPublished={status?.isPublished ?? false} />,
          },
          {
            value: 'uses',
            label: `Used by (${uses.length})`,
            content: <UsesTab segment={segment} uses={uses} />,
          },
          {
            value: 'json',
            label: 'JSON',
            content: <JsonTab segment={segment} onChange={change} findings={findings} />,
          },
        ]}
      />
      <DeleteBlocked open={isBlocked} onOpenChange={setBlocked} name={name} uses={uses} />
    </>
  )
}

function NoSuchSegment({ site, id }: { readonly site: string; readonly id: string }) {
  return (
    <>
      <PageHeader title="No such segment" />
      <EmptyState
        kind="no-results"
        title={`The draft has no segment “${id}”`}
        actions={
          <Link to="/$site/segments" params={{ site }} search={{}}>
            All segments
          </Link>
        }
      >
        It may have been deleted, or never saved.
      </EmptyState>
    </>
  )
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
