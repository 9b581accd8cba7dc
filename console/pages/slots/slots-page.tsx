import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '../../controls/badge.tsx'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { PageHeader } from '../../controls/page-header.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { experiencesOf, nameOf, slotsOf, timezoneOf } from '../../content/draft-content.ts'
import { statusOf } from '../../content/experience-status.ts'
import { seenSlotsQuery } from '../../content/seen-slots-query.ts'
import { useNow } from '../../controls/use-now.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { NewSlotDialog } from './new-slot-dialog.tsx'
import { slotRows, type SlotRow } from './slot-rows.ts'
import styles from './slots-page.module.css'

/** The places that can be filled: declared ones, and those that pages ask for. */
export function SlotsPage() {
  const site = useSite()
  const { site: document } = useDraft()
  const { data: seen } = useQuery(seenSlotsQuery(site))
  const mayEdit = useMay('editor')
  const now = useNow()
  const [wanted, setWanted] = useState<string | null>(null)
  const rows = slotRows(slotsOf(document), seen?.slots ?? [])
  const timezone = timezoneOf(document)
  const experiences = experiencesOf(document)
  const make = mayEdit && (
    <Button variant="primary" icon="plus" onClick={() => setWanted('')}>
      New slot
    </Button>
  )

  function liveOf({ id }: SlotRow): string {
    const own = experiences.filter(({ slot }) => slot === id)
    const live = own.filter((experience) => statusOf(experience, timezone, now).word === 'On')
    return own.length === 0 ? 'none' : `${live.length} of ${own.length}`
  }

  return (
    <>
      <PageHeader
        title="Slots"
        description="A slot is a place on a page that shows something else to different visitors. Whatever your pages ask for appears here by itself."
        actions={rows.length > 0 && make}
      />
      {rows.length === 0 ? (
        <Card>
          <EmptyState kind="first-use" title="No slots yet" actions={make}>
            Begin with one that is ready made, such as a hero or an announcement bar. A developer then puts{' '}
            <code>{'<div data-ew-slot="hero"></div>'}</code> where it is to stand.
          </EmptyState>
        </Card>
      ) : (
        <Card flush>
          <Table
            label="Slots"
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'slot',
                header: 'Slot',
                cell: (row) => <SlotName row={row} />,
              },
              {
                id: 'where',
                header: 'Pages',
                cell: ({ seen: found }) => <Paths paths={found?.paths.map(({ path }) => path) ?? []} />,
              },
              {
                id: 'seen',
                header: 'Last asked for',
                cell: ({ seen: found }) =>
                  found === undefined ? <span className="muted">never</span> : <Time at={found.lastSeen} />,
              },
              {
                id: 'visitors',
                header: 'Visitors',
                align: 'end',
                cell: ({ seen: found }) => (
                  <span className="number">{formatCount(found?.visitors ?? 0)}</span>
                ),
              },
              {
                id: 'default',
                header: 'Default',
                cell: ({ slot }) => (slot === undefined ? '–' : describeDefault(slot.default)),
              },
              { id: 'live', header: 'Experiences on', cell: (row) => (row.slot ? liveOf(row) : '–') },
              {
                id: 'declare',
                header: <span className="visually-hidden">What to do</span>,
                cell: ({ id, slot }) =>
                  slot === undefined &&
                  mayEdit && (
                    <Button size="small" onClick={() => setWanted(id)}>
                      Declare it
                    </Button>
                  ),
              },
            ]}
          />
        </Card>
      )}
      {wanted !== null && <NewSlotDialog asked={wanted} onClose={() => setWanted(null)} />}
    </>
  )
}

function SlotName({ row: { id, slot } }: { readonly row: SlotRow }) {
  const site = useSite()
  if (slot === undefined) {
    return (
      <span className="row">
        <code>{id}</code>
        <Badge tone="warning">Not declared yet</Badge>
      </span>
    )
  }
  return (
    <span className={styles['name']}>
      <Link to="/$site/slots/$slot" params={{ site, slot: id }}>
        {nameOf(slot)}
      </Link>
      {slot.name !== undefined && <code className="muted small">{id}</code>}
    </span>
  )
}

function Paths({ paths }: { readonly paths: readonly string[] }) {
  if (paths.length === 0) return <span className="muted">–</span>
  const [first, ...others] = paths
  return (
    <span>
      <code>{first}</code>
      {others.length > 0 && <span className="muted"> and {formatCount(others.length)} more</span>}
    </span>
  )
}

function describeDefault(fields: object | undefined): string {
  return fields !== undefined && Object.keys(fields).length > 0 ? 'Set' : 'What the page has'
}
