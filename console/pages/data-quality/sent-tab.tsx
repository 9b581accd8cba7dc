import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChartFigure } from '../../charts/chart-figure.tsx'
import { StackedDays, type DaySeries } from '../../charts/stacked-days.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { Select } from '../../controls/select.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useSite } from '../../site/use-site.ts'
import { withSearch } from '../../site/with-search.ts'
import { OUTCOMES, type Outcome } from './outcomes.ts'
import { qualityQuery } from './quality-query.ts'
import { dataQualityRoutes } from './routes.ts'
import { SourceTable } from './source-table.tsx'
import { sumOf } from '../../charts/sum-of.ts'
import { TurnedAway } from './turned-away.tsx'
import styles from './data-quality.module.css'

const DEFAULT_DAYS = 30
/** Stands for all of them. */
const ALL = '*'

/** What became of what was sent: by day, by source. */
export function SentTab() {
  const { days = DEFAULT_DAYS, source } = dataQualityRoutes.dataQuality.useSearch()
  const navigate = useNavigate({ from: '/$site/data-quality' })
  const { data } = useSuspenseQuery(qualityQuery(useSite(), days))
  const { sources, violations, dates, timezone, now, missingShards } = data
  const shown = sources.filter((candidate) => source === undefined || candidate.source === source)
  const byDay = (outcome: Outcome): number[] =>
    dates.map((_, day) => sumOf(shown.map((candidate) => candidate[outcome][day] ?? 0)))
  const received = sumOf(shown.flatMap((candidate) => candidate.received))
  const total = (outcome: Outcome) => sumOf(byDay(outcome))
  const series = OUTCOMES.map(({ id, label, colour }) => ({ id, label, colour, values: byDay(id) })).filter(
    ({ id, values }) => id === 'accepted' || sumOf(values) > 0,
  )
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <Select
          label="Of the last"
          value={String(days)}
          onChange={(chosen) =>
            void navigate({
              search: (search) =>
                withSearch(search, { days: chosen === String(DEFAULT_DAYS) ? undefined : Number(chosen) }),
              replace: true,
            })
          }
          options={['7', '14', '30'].map((value) => ({ value, label: `${value} days` }))}
        />
        <Select
          label="Source"
          value={source ?? ALL}
          onChange={(chosen) =>
            void navigate({
              search: (search) => withSearch(search, { source: chosen === ALL ? undefined : chosen }),
              replace: true,
            })
          }
          options={[
            { value: ALL, label: 'All sources' },
            ...sources.map((candidate) => ({ value: candidate.source, label: candidate.source })),
          ]}
        />
      </div>
      {missingShards.length > 0 && (
        <Callout tone="warning" title="A part of the sums did not answer">
          The numbers are without it. Look again in a moment.
        </Callout>
      )}
      {shown.length === 0 ? (
        <Card>
          <EmptyState kind="no-results" title={`Nothing was sent in the last ${days} days`}>
            As soon as a page or a server sends an event, it is counted here, half a minute later.
          </EmptyState>
        </Card>
      ) : (
        <>
          <Card title="Messages by day">
            <ChartFigure
              summary={`Of ${formatCount(received)} messages ${formatShare(total('accepted'), received)} were accepted, ${formatShare(total('quarantined'), received)} set aside.`}
              note={
                <>
                  By the day of their receipt in {timezone}, as of{' '}
                  <Time at={now} zone={timezone} form="absolute" />. Half a minute old at the most.
                </>
              }
              table={<DaysTable dates={dates} series={series} />}
            >
              <StackedDays dates={dates} series={series} />
            </ChartFigure>
          </Card>
          <SourceTable sources={shown} />
          {violations.length > 0 && (
            <Card title="What was wrong" flush>
              <Table
                label="Messages that were wrong"
                rows={violations.filter((one) => source === undefined || one.source === source)}
                rowKey={(one) => `${one.type}/${one.source}`}
                columns={[
                  { id: 'type', header: 'Kind', cell: ({ type }) => <code>{type}</code> },
                  { id: 'source', header: 'Sent by', cell: (one) => one.source },
                  {
                    id: 'count',
                    header: 'Messages',
                    align: 'end',
                    cell: (one) => formatCount(sumOf(one.days)),
                  },
                ]}
              />
            </Card>
          )}
        </>
      )}
      <TurnedAway />
    </div>
  )
}

interface DaysProps {
  readonly dates: readonly string[]
  readonly series: readonly DaySeries[]
}

function DaysTable({ dates, series }: DaysProps) {
  return (
    <Table
      label="Day by day"
      rows={dates.map((date, index) => ({ date, index })).toReversed()}
      rowKey={({ date }) => date}
      columns={[
        { id: 'date', header: 'Day', cell: ({ date }) => date },
        ...series.map(({ id, label, values }) => ({
          id,
          header: label,
          align: 'end' as const,
          cell: ({ index }: { readonly index: number }) => formatCount(values[index] ?? 0),
        })),
      ]}
    />
  )
}
