import { useQuery } from '@tanstack/react-query'
import { Card } from '../../controls/card.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Table } from '../../controls/table.tsx'
import { countsQuery } from '../../site/counts-query.ts'
import { useSite } from '../../site/use-site.ts'

/** What the words of the table mean to somebody who has not read the reference. */
const MEANINGS: Readonly<Record<string, string>> = {
  bot: 'sent by a bot',
  'consent-missing': 'the visitor has not consented',
  erased: 'of a profile that was erased',
  'sequence-out-of-range': 'a number in its stream that cannot be',
  'rate-limited': 'too much at once',
  'foreign-id': 'an id that this edge did not sign',
  slow: 'the profile took too long',
  unavailable: 'nothing answered',
  'body-too-large': 'more than is taken at once',
}

/** What never reached a profile, since the site was made; nothing where all did. */
export function TurnedAway() {
  const { data } = useQuery(countsQuery(useSite()))
  if (data === undefined) return null
  const { rejectedFor, retriedFor, callsWithoutProfile } = data.ingestion
  const rows = [
    ...rowsOf('Rejected', rejectedFor),
    ...rowsOf('To be sent again', retriedFor),
    ...rowsOf('Calls without a profile', callsWithoutProfile),
  ]
  if (rows.length === 0) return null
  return (
    <Card
      title="What never reached a profile"
      description="Since the site was made. Counted where it was turned away, and told now and then: some of it may be missing."
      flush
    >
      <Table
        label="Turned away"
        rows={rows}
        rowKey={({ outcome, reason }) => `${outcome}/${reason}`}
        columns={[
          { id: 'outcome', header: 'What became of it', cell: ({ outcome }) => outcome },
          {
            id: 'reason',
            header: 'Why',
            cell: ({ reason }) => (
              <span className="row">
                <code>{reason}</code>
                <span className="muted">{MEANINGS[reason] ?? ''}</span>
              </span>
            ),
          },
          { id: 'count', header: 'How often', align: 'end', cell: ({ count }) => formatCount(count) },
        ]}
      />
    </Card>
  )
}

function rowsOf(outcome: string, counts: Readonly<Record<string, number>>) {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({ outcome, reason, count }))
}
