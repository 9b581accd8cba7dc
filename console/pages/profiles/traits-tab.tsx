import type { ProfileSummary } from '../../../edge/profile/profile-summary.ts'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { describeValue } from './describe-value.ts'

interface Props {
  readonly summary: ProfileSummary
  readonly timezone: string
}

/** What is known of a profile, with what said it; and what is made of its events. */
export function TraitsTab({ summary: { traits, computed }, timezone }: Props) {
  return (
    <div className="stack">
      <Card title="Traits" description="What pages and servers said, the last word on each." flush>
        {traits.length === 0 ? (
          <EmptyState kind="no-results" title="No traits yet">
            A page tells them with <code>identify</code>.
          </EmptyState>
        ) : (
          <Table
            label="All traits"
            rows={traits}
            rowKey={({ name }) => name}
            columns={[
              { id: 'name', header: 'Trait', cell: ({ name }) => <code>{name}</code> },
              { id: 'value', header: 'Value', cell: ({ value }) => describeValue(value) },
              {
                id: 'source',
                header: 'Said by',
                cell: ({ channel, messageId }) => (
                  <span>
                    {channel ?? 'an event that is forgotten'}{' '}
                    <code className="muted">{messageId.slice(0, 40)}</code>
                  </span>
                ),
              },
              { id: 'at', header: 'When', cell: ({ at }) => <Time at={at} zone={timezone} /> },
            ]}
          />
        )}
      </Card>
      <Card title="Computed traits" description="Made of the profile’s events, exact at every instant." flush>
        {computed.length === 0 ? (
          <EmptyState kind="no-results" title="The release has no computed traits" />
        ) : (
          <Table
            label="All computed traits"
            rows={computed}
            rowKey={({ id }) => id}
            columns={[
              { id: 'name', header: 'Computed trait', cell: ({ name }) => name },
              { id: 'id', header: 'Read as', cell: ({ id }) => <code>computed.{id}</code> },
              { id: 'value', header: 'Value', cell: ({ value }) => describeValue(value) },
            ]}
          />
        )}
      </Card>
    </div>
  )
}
