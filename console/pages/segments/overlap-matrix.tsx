import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ChartFigure } from '../../charts/chart-figure.tsx'
import { HeatMatrix } from '../../charts/heat-matrix.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Failure } from '../../controls/failure.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { Select } from '../../controls/select.tsx'
import { Skeleton } from '../../controls/skeleton.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useDraft } from '../../draft/use-draft.ts'
import { useSite } from '../../site/use-site.ts'
import { overlapQuery } from './overlap-query.ts'
import { nameOfSegment, segmentsIn } from './segment-of.ts'

type Measure = 'row' | 'both' | 'jaccard'

/** More are not told at once. */
const MAX_SEGMENTS = 30

/** How many members each two segments have in common: do they differ enough to deserve content of their own? */
export function OverlapMatrix({ isPublished }: { readonly isPublished: boolean }) {
  const draft = useDraft()
  const site = useSite()
  const [measure, setMeasure] = useState<Measure>('row')
  const segments = segmentsIn(draft.site).slice(0, MAX_SEGMENTS)
  const ids = segments.map(({ id }) => id)
  const { data, error, refetch } = useQuery({ ...overlapQuery(site, ids), enabled: isPublished })
  if (!isPublished || segments.length < 2) {
    return (
      <Card>
        <EmptyState kind="first-use" title="There is nothing to compare yet">
          Publish two segments, and this shows how many visitors they have in common.
        </EmptyState>
      </Card>
    )
  }
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton lines={6} />
  const names = new Map(segments.map((segment) => [segment.id, nameOfSegment(segment)]))
  const nameOf = (id: string): string => names.get(id) ?? id
  const members = new Map(data.segments.map(({ id, members: count }) => [id, count]))
  const both = (a: string, b: string): number =>
    a === b
      ? (members.get(a) ?? 0)
      : (data.pairs.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a))?.both ??
        0)
  const share = (a: string, b: string): number | null => {
    const common = both(a, b)
    const of =
      measure === 'jaccard' ? (members.get(a) ?? 0) + (members.get(b) ?? 0) - common : (members.get(a) ?? 0)
    return of === 0 ? null : common / of
  }
  const largest = data.pairs.toSorted((a, b) => (b.jaccard ?? 0) - (a.jaccard ?? 0))[0]
  const summary =
    largest === undefined || largest.both === 0
      ? 'No two of these segments have a member in common.'
      : `The most alike are ${nameOf(largest.a)} and ${nameOf(largest.b)}: ${formatCount(largest.both)} visitors are in both, ${formatShare(largest.jaccard ?? 0, 1)} of those in either.`
  return (
    <Card
      title="Members in common"
      description="A row is read from left to right: of the members of this segment, how many are in that one."
      actions={
        <Select<Measure>
          label="Show"
          hideLabel
          value={measure}
          onChange={setMeasure}
          options={[
            { value: 'row', label: 'Share of the row' },
            { value: 'both', label: 'Visitors in both' },
            { value: 'jaccard', label: 'Likeness', hint: 'in both ÷ in either' },
          ]}
        />
      }
    >
      <ChartFigure
        summary={summary}
        note={
          <>
            Exact, of {formatCount(data.profiles)} visitors. As of <Time at={data.now} form="absolute" />
          </>
        }
        table={
          <Table
            label="Pairs of segments"
            rows={data.pairs}
            rowKey={({ a, b }) => `${a}/${b}`}
            columns={[
              { id: 'a', header: 'Segment', cell: ({ a }) => nameOf(a) },
              { id: 'b', header: 'and', cell: ({ b }) => nameOf(b) },
              { id: 'both', header: 'In both', align: 'end', cell: (pair) => formatCount(pair.both) },
              {
                id: 'a-share',
                header: 'Of the first',
                align: 'end',
                cell: ({ shareOfA }) => (shareOfA === null ? '–' : formatShare(shareOfA, 1)),
              },
              {
                id: 'b-share',
                header: 'Of the second',
                align: 'end',
                cell: ({ shareOfB }) => (shareOfB === null ? '–' : formatShare(shareOfB, 1)),
              },
              {
                id: 'jaccard',
                header: 'Likeness',
                align: 'end',
                cell: ({ jaccard }) => (jaccard === null ? '–' : formatShare(jaccard, 1)),
              },
            ]}
          />
        }
      >
        <HeatMatrix
          label="Members in common"
          names={ids.map(nameOf)}
          cell={(row, column) => {
            const [a, b] = [ids[row] ?? '', ids[column] ?? '']
            const part = share(a, b)
            const text =
              measure === 'both' ? formatCount(both(a, b)) : part === null ? '–' : formatShare(part, 1)
            const heat = measure === 'both' ? both(a, b) / Math.max(1, ...members.values()) : (part ?? 0)
            return { text, heat, isSame: a === b }
          }}
        />
      </ChartFigure>
    </Card>
  )
}
