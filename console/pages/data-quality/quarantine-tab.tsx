import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { Checkbox } from '../../controls/checkbox.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Select } from '../../controls/select.tsx'
import { JobProgress } from '../../jobs/job-progress.tsx'
import { useMay } from '../../site/use-may.ts'
import { useSite } from '../../site/use-site.ts'
import { withSearch } from '../../site/with-search.ts'
import styles from './data-quality.module.css'
import { dataQualityRoutes } from './routes.ts'
import { useReplay } from './use-replay.ts'
import { WaitingItem } from './waiting-item.tsx'
import { waitingQuery } from './waiting-query.ts'

/** Stands for all of them. */
const ALL = '*'

/** What was set aside in the last week, with why; and taking it after all. */
export function QuarantineTab() {
  const { type } = dataQualityRoutes.dataQuality.useSearch()
  const navigate = useNavigate({ from: '/$site/data-quality' })
  const mayReplay = useMay('publisher')
  const query = useSuspenseInfiniteQuery(waitingQuery(useSite(), type))
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  const replay = useReplay()
  const isRunning = replay.job?.state.type === 'running'
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const events = data.pages.flatMap((page) => page.events)
  const missing = data.pages.flatMap((page) => page.missing)
  const types = [...new Set([...(type === undefined ? [] : [type]), ...events.map((event) => event.type)])]
  const keyOf = (event: (typeof events)[number]) => `${event.profile ?? ''}/${event.messageId}`
  const selected = events.filter((event) => chosen.has(keyOf(event)))
  const toggle = (key: string): void => {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    setChosen(next)
  }
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <Select
          label="What is wrong"
          value={type ?? ALL}
          onChange={(next) =>
            void navigate({
              search: (search) => withSearch(search, { type: next === ALL ? undefined : next }),
              replace: true,
            })
          }
          options={[{ value: ALL, label: 'Anything' }, ...types.map((value) => ({ value, label: value }))]}
        />
        {mayReplay && events.length > 0 && (
          <>
            <Button
              disabled={selected.length === 0 || isRunning}
              onClick={() => {
                replay.start(selected)
                setChosen(new Set())
              }}
            >
              Replay {formatCount(selected.length)} chosen
            </Button>
            <Button
              disabled={isRunning}
              onClick={() => {
                replay.start({ type })
                setChosen(new Set())
              }}
            >
              {type === undefined ? 'Replay all' : `Replay all of “${type}”`}
            </Button>
          </>
        )}
      </div>
      {replay.job !== undefined && <JobProgress job={replay.job} />}
      {missing.length > 0 && (
        <Callout tone="warning" title="Some did not answer">
          What waits there is not in this list: {missing.join(', ')}.
        </Callout>
      )}
      {events.length === 0 ? (
        <Card>
          <EmptyState kind="no-results" title="Nothing waits">
            An event that is wrong is set aside for a week, with the reason, and can be taken after all.
          </EmptyState>
        </Card>
      ) : (
        <Card flush>
          <ul className={styles['waiting']} aria-label="Events that were set aside">
            {events.map((event) => (
              <li key={keyOf(event)} className={styles['item']}>
                {mayReplay ? (
                  <Checkbox
                    label={`Choose ${event.messageId}`}
                    hideLabel
                    checked={chosen.has(keyOf(event))}
                    onChange={() => toggle(keyOf(event))}
                  />
                ) : (
                  <span />
                )}
                <WaitingItem event={event} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {hasNextPage && (
        <div>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}
