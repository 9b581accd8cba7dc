import { useSuspenseQuery } from '@tanstack/react-query'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { catalogueQuery } from '../../site/catalogue-query.ts'
import { useSite } from '../../site/use-site.ts'

/** Which events were observed, what they carried, and which traits visitors have. */
export function CatalogueTab() {
  const { events, traits } = useSuspenseQuery(catalogueQuery(useSite())).data
  return (
    <div className="stack">
      <Card
        title="Events"
        description="As they came: names, properties with their types, and how many profiles sent them. Values are not gathered."
        flush
      >
        {events.length === 0 ? (
          <EmptyState kind="first-use" title="No event was observed yet" />
        ) : (
          <Table
            label="Observed events"
            rows={events}
            rowKey={({ name }) => name}
            columns={[
              { id: 'name', header: 'Event', cell: ({ name }) => <strong>{name}</strong> },
              {
                id: 'properties',
                header: 'Properties',
                cell: ({ properties }) => (
                  <span>
                    {properties.map(({ name, types }, index) => (
                      <span key={name}>
                        {index > 0 && ', '}
                        <code>{name}</code> <span className="muted small">{types.join(' or ')}</span>
                      </span>
                    ))}
                    {properties.length === 0 && '–'}
                  </span>
                ),
              },
              { id: 'count', header: 'Events', align: 'end', cell: ({ count }) => formatCount(count) },
              {
                id: 'profiles',
                header: 'Profiles',
                align: 'end',
                cell: ({ profiles }) => formatCount(profiles),
              },
              { id: 'first', header: 'First seen', cell: ({ firstSeen }) => <Time at={firstSeen} /> },
              { id: 'last', header: 'Last seen', cell: ({ lastSeen }) => <Time at={lastSeen} /> },
            ]}
          />
        )}
      </Card>
      <Card title="Traits" flush>
        {traits.length === 0 ? (
          <EmptyState kind="first-use" title="No visitor has traits yet" />
        ) : (
          <Table
            label="Observed traits"
            rows={traits}
            rowKey={({ name }) => name}
            columns={[
              { id: 'name', header: 'Trait', cell: ({ name }) => <code>{name}</code> },
              { id: 'types', header: 'Type', cell: ({ types }) => types.join(' or ') },
              {
                id: 'profiles',
                header: 'Profiles',
                align: 'end',
                cell: ({ profiles }) => formatCount(profiles),
              },
            ]}
          />
        )}
      </Card>
    </div>
  )
}
