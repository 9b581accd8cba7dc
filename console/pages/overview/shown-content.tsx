import type { JsonObject } from '../../../shared/json.ts'
import { Card } from '../../controls/card.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { Table } from '../../controls/table.tsx'
import { PartLink } from '../../draft/part-link.tsx'
import type { Counts } from '../../site/counts.ts'
import { partName } from '../../words/part-name.ts'

interface Props {
  readonly counts: Counts
  readonly document: JsonObject
}

/** What visitors really saw, and who then reached a goal. */
export function ShownContent({ counts, document }: Props) {
  if (counts.exposures.length === 0) return null
  return (
    <Card
      flush
      title="What visitors saw"
      description="Counted once a visitor, when it was on the screen. A goal counts at or after the first view."
    >
      <Table
        label="What visitors saw"
        rows={counts.exposures}
        rowKey={({ slot, experience, variant }) => `${slot}/${experience}/${variant ?? ''}`}
        columns={[
          {
            id: 'experience',
            header: 'Experience',
            cell: ({ experience: id }) => (
              <PartLink part={{ kind: 'experiences', id }}>
                {partName({ kind: 'experiences', id }, document)}
              </PartLink>
            ),
          },
          { id: 'variant', header: 'Variant', cell: ({ variant }) => variant ?? 'held out: the default' },
          { id: 'slot', header: 'Slot', cell: ({ slot }) => partName({ kind: 'slots', id: slot }, document) },
          { id: 'visitors', header: 'Visitors', align: 'end', cell: ({ visitors }) => formatCount(visitors) },
          { id: 'views', header: 'Views', align: 'end', cell: ({ views }) => formatCount(views) },
          {
            id: 'goals',
            header: 'Reached a goal',
            cell: ({ conversions, visitors: all }) =>
              conversions
                .map(({ goal, visitors }) => {
                  const name = partName({ kind: 'goals', id: goal }, document)
                  return `${name}: ${formatCount(visitors)} (${formatShare(visitors, all)})`
                })
                .join(', '),
          },
        ]}
      />
    </Card>
  )
}
