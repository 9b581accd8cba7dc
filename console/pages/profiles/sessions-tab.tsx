import type { ProfileSummary } from '../../../edge/profile/profile-summary.ts'
import { Badge } from '../../controls/badge.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { describeValue } from './describe-value.ts'

interface Props {
  readonly summary: ProfileSummary
  readonly timezone: string
}

/** The visits of a profile, the newest first. */
export function SessionsTab({ summary: { sessions }, timezone }: Props) {
  const { count, last } = sessions
  if (last.length === 0) {
    return (
      <Card>
        <EmptyState kind="no-results" title="No sessions">
          A session begins with an event of a device; what a server sends begins none.
        </EmptyState>
      </Card>
    )
  }
  return (
    <Card
      title={last.length < count ? `The newest ${last.length} of ${formatCount(count)}` : undefined}
      flush
    >
      <Table
        label="Sessions"
        rows={last}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            id: 'number',
            header: 'Session',
            cell: ({ number, endedAt }) => (
              <span className="row">
                {formatCount(number)}
                {endedAt === null && <Badge tone="success">going on</Badge>}
              </span>
            ),
          },
          { id: 'start', header: 'Began', cell: ({ startedAt }) => <Time at={startedAt} zone={timezone} /> },
          { id: 'pages', header: 'Pages', align: 'end', cell: ({ pages }) => formatCount(pages) },
          {
            id: 'engaged',
            header: 'Attention',
            align: 'end',
            cell: ({ engagedMs }) => `${formatCount(Math.round(engagedMs / 1_000))} s`,
          },
          { id: 'landing', header: 'First page', cell: ({ landingPage }) => landingPage ?? '–' },
          {
            id: 'campaign',
            header: 'Campaign',
            cell: ({ campaign }) => describeValue(campaign?.['name'] ?? campaign?.['source']),
          },
          { id: 'channel', header: 'Channel', cell: ({ channel }) => channel ?? '–' },
        ]}
      />
    </Card>
  )
}
