import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { JsonObject } from '../../../shared/json.ts'
import { usesOfSegment } from '../../../shared/release/uses-of-segment.ts'
import { Sparkline } from '../../charts/sparkline.tsx'
import { Badge } from '../../controls/badge.tsx'
import { Card } from '../../controls/card.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { changesQuery } from '../../draft/changes-query.ts'
import { partAt } from '../../draft/findings.ts'
import { useDraft } from '../../draft/use-draft.ts'
import { useSite } from '../../site/use-site.ts'
import type { SegmentsHistory } from './history-query.ts'
import { nameOfSegment, sentenceOf } from './segment-of.ts'
import { statusOf } from './segment-status.ts'
import styles from './segments.module.css'

interface Props {
  readonly segments: readonly (JsonObject & { readonly id: string })[]
  /** Undefined: not known yet, or nothing is published. */
  readonly history: SegmentsHistory | undefined
}

/** The segments, one a row. */
export function SegmentTable({ segments, history }: Props) {
  const site = useSite()
  const draft = useDraft()
  const { data } = useQuery(changesQuery(site))
  const rows = segments.map((segment) => {
    const { id } = segment
    const size = history && Object.hasOwn(history.segments, id) ? history.segments[id]?.size : undefined
    return {
      id,
      name: nameOfSegment(segment),
      sentence: sentenceOf(segment, draft.site['computedTraits']),
      status: data === undefined ? null : statusOf(id, data.changes),
      size,
      uses: usesOfSegment(draft.site, id),
      hasIssue: draft.issues.some((issue) => {
        const at = partAt(draft.site, issue.pointer)
        return at?.part.kind === 'segments' && at.part.id === id
      }),
    }
  })
  return (
    <Card flush>
      <Table
        label="Segments"
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            id: 'name',
            header: 'Segment',
            cell: ({ id, name, sentence }) => (
              <div className={styles['name']}>
                <Link to="/$site/segments/$segment" params={{ site, segment: id }} search={{}}>
                  {name}
                </Link>
                <p className="muted small">{sentence ?? 'No conditions yet'}</p>
              </div>
            ),
          },
          {
            id: 'size',
            header: 'Members',
            align: 'end',
            cell: ({ size }) =>
              size === undefined ? (
                <span className="muted">not published</span>
              ) : (
                <>
                  <strong>{formatCount(size.at(-1) ?? 0)}</strong>
                  <br />
                  <span className={styles['share']}>
                    {formatShare(size.at(-1) ?? 0, history?.profiles ?? 0)} of all
                  </span>
                </>
              ),
          },
          {
            id: 'trend',
            header: '30 days',
            cell: ({ name, size }) =>
              size !== undefined && (
                <Sparkline
                  values={size}
                  label={`Members of ${name} over 30 days: from ${formatCount(size[0] ?? 0)} to ${formatCount(size.at(-1) ?? 0)}`}
                />
              ),
          },
          {
            id: 'status',
            header: 'Status',
            cell: ({ status, hasIssue }) => (
              <div className="row">
                {status !== null && <Badge tone={status.tone}>{status.label}</Badge>}
                {hasIssue && <Badge tone="danger">Needs attention</Badge>}
              </div>
            ),
          },
          {
            id: 'uses',
            header: 'Used by',
            cell: ({ uses }) =>
              uses.length === 0 ? (
                <span className="muted">nothing</span>
              ) : (
                <span>{uses.map(({ name }) => name).join(', ')}</span>
              ),
          },
        ]}
      />
      {history !== undefined && (
        <p className={styles['note']}>
          Exact, of {formatCount(history.profiles)} visitors with a profile, known and anonymous. As of{' '}
          <Time at={history.now} zone={history.timezone} form="absolute" />
        </p>
      )}
    </Card>
  )
}
