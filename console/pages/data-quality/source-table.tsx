import type { SourceReport } from '../../../edge/rollup/intake-report.ts'
import { Card } from '../../controls/card.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { Table } from '../../controls/table.tsx'
import { OUTCOMES } from './outcomes.ts'
import { sumOf } from '../../charts/sum-of.ts'

/** Who sent how much, and what became of it. */
export function SourceTable({ sources }: { readonly sources: readonly SourceReport[] }) {
  return (
    <Card
      title="By source"
      description="The library that an event says it comes from; else our own script, or the channel."
      flush
    >
      <Table
        label="Messages by source"
        rows={sources}
        rowKey={({ source }) => source}
        columns={[
          { id: 'source', header: 'Source', cell: ({ source }) => source },
          {
            id: 'received',
            header: 'Received',
            align: 'end',
            cell: ({ received }) => formatCount(sumOf(received)),
          },
          ...OUTCOMES.map(({ id, label }) => ({
            id,
            header: label,
            align: 'end' as const,
            cell: (source: SourceReport) => <Part part={sumOf(source[id])} all={sumOf(source.received)} />,
          })),
          {
            id: 'late',
            header: 'More than a day late',
            align: 'end',
            cell: ({ late, accepted }) => <Part part={sumOf(late)} all={sumOf(accepted)} />,
          },
          {
            id: 'replayed',
            header: 'Replayed',
            align: 'end',
            cell: ({ replayed }) => formatCount(sumOf(replayed)),
          },
        ]}
      />
    </Card>
  )
}

function Part({ part, all }: { readonly part: number; readonly all: number }) {
  return (
    <>
      {formatCount(part)}
      {part > 0 && <span className="muted small"> {formatShare(part, all)}</span>}
    </>
  )
}
