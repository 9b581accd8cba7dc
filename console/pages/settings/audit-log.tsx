import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SiteChange } from '../../../shared/release/site-changes.ts'
import { ChangeList } from '../../changes/change-list.tsx'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { useSite } from '../../site/use-site.ts'
import { auditQuery } from './audit-query.ts'
import { describeAction } from './describe-action.ts'

/** What was done to the site, by whom and when. */
export function AuditLog() {
  const site = useSite()
  const draft = useDraft()
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(auditQuery(site))
  const [shown, setShown] = useState<number | null>(null)
  const entries = data.pages.flat()
  const entry = entries.find(({ seq }) => seq === shown)
  return (
    <div className="stack">
      <Card title="Audit" description="It only grows: nothing in it can be changed or removed." flush>
        <Table
          label="Audit"
          rows={entries}
          rowKey={({ seq }) => String(seq)}
          columns={[
            { id: 'at', header: 'When', cell: ({ at }) => <Time at={at} /> },
            { id: 'actor', header: 'Who', cell: ({ actor }) => actor },
            { id: 'action', header: 'What', cell: ({ action }) => describeAction(action) },
            { id: 'subject', header: 'Of', cell: ({ subject }) => <code>{subject}</code> },
            {
              id: 'changes',
              header: <span className="visually-hidden">Changes</span>,
              align: 'end',
              cell: ({ seq, changes }) =>
                changes !== null && (
                  <Button size="small" onClick={() => setShown(seq)}>
                    Changes
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      {hasNextPage && (
        <div>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Older entries
          </Button>
        </div>
      )}
      <Dialog
        width="wide"
        open={entry !== undefined}
        onOpenChange={() => setShown(null)}
        title={entry === undefined ? '' : `${describeAction(entry.action)}: ${entry.subject}`}
      >
        {Array.isArray(entry?.changes) ? (
          // `as`: lists of changes are those of `siteChanges`
          <ChangeList
            changes={entry.changes as unknown as readonly SiteChange[]}
            before={draft.site}
            after={draft.site}
          />
        ) : (
          <pre>{JSON.stringify(entry?.changes, null, 2)}</pre>
        )}
      </Dialog>
    </div>
  )
}
