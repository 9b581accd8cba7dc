import { useQuery } from '@tanstack/react-query'
import { ChartFigure } from '../../charts/chart-figure.tsx'
import { ComeAndGoChart } from '../../charts/come-and-go-chart.tsx'
import { Sparkline } from '../../charts/sparkline.tsx'
import { sumOf } from '../../charts/sum-of.ts'
import { ButtonLink } from '../../controls/button-link.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { Failure } from '../../controls/failure.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { Skeleton } from '../../controls/skeleton.tsx'
import { Table } from '../../controls/table.tsx'
import { Time } from '../../controls/time.tsx'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { Coverage } from './coverage.tsx'
import { historyQuery } from './history-query.ts'
import styles from './live-match.module.css'

interface Props {
  readonly id: string
  readonly name: string
  readonly isPublished: boolean
}

/** How many are in a segment, and who came and went. */
export function HistoryTab({ id, name, isPublished }: Props) {
  const site = useSite()
  const mayRead = useMay('editor')
  const { data, error, refetch } = useQuery({ ...historyQuery(site), enabled: isPublished })
  if (!isPublished) {
    return (
      <Card>
        <EmptyState kind="first-use" title="Nobody is counted yet">
          Members are counted from the publish on that brings this segment; whoever fits by then is in it at
          once, with all of their history.
        </EmptyState>
      </Card>
    )
  }
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton lines={6} />
  const history = Object.hasOwn(data.segments, id) ? data.segments[id] : undefined
  if (history === undefined) return <Skeleton lines={6} />
  const { entered, left, size } = history
  const members = size.at(-1) ?? 0
  const [came, went] = [sumOf(entered), sumOf(left)]
  const days = data.dates.map((date, index) => ({
    date,
    entered: entered[index] ?? 0,
    left: left[index] ?? 0,
    size: size[index] ?? 0,
  }))
  return (
    <div className="stack">
      <Coverage history={data} />
      <Card
        title="Members now"
        actions={
          mayRead && (
            <ButtonLink to="/$site/profiles" params={{ site }} search={{ segment: id }}>
              See who they are
            </ButtonLink>
          )
        }
      >
        <div className="row">
          <p className={styles['figure']}>{formatCount(members)}</p>
          <p className="muted">
            {formatShare(members, data.profiles)} of {formatCount(data.profiles)} visitors with a profile
          </p>
          <Sparkline
            values={size}
            label={`Members of ${name} over 30 days: from ${formatCount(size[0] ?? 0)} to ${formatCount(members)}`}
          />
        </div>
      </Card>
      <Card title="Who entered and who left">
        <ChartFigure
          summary={`In the last ${data.dates.length} days ${formatCount(came)} entered and ${formatCount(went)} left.`}
          note={
            <>
              Days of {data.timezone}. Exact, as of{' '}
              <Time at={data.now} zone={data.timezone} form="absolute" />
            </>
          }
          table={
            <Table
              label="Who entered and who left, by day"
              rows={days.toReversed()}
              rowKey={({ date }) => date}
              columns={[
                { id: 'date', header: 'Day', cell: ({ date }) => date },
                { id: 'entered', header: 'Entered', align: 'end', cell: (day) => formatCount(day.entered) },
                { id: 'left', header: 'Left', align: 'end', cell: (day) => formatCount(day.left) },
                { id: 'size', header: 'Members', align: 'end', cell: (day) => formatCount(day.size) },
              ]}
            />
          }
        >
          <ComeAndGoChart dates={data.dates} entered={entered} left={left} />
        </ChartFigure>
      </Card>
    </div>
  )
}
