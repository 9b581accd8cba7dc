import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../controls/button.tsx'
import { Card } from '../../controls/card.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Select } from '../../controls/select.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { useSite } from '../../site/use-site.ts'
import { withSearch } from '../../site/with-search.ts'
import styles from './profiles.module.css'
import { profilesRoutes } from './routes.ts'
import { TimelineEntry } from './timeline-entry.tsx'
import { timelineQuery } from './timeline-query.ts'

/** What stands for all of them: no event can be called so. */
const ALL = '*'

interface Props {
  readonly profile: string
  readonly timezone: string
}

/** What a profile did, the newest first, by days. */
export function TimelineTab({ profile, timezone }: Props) {
  const { event, text } = profilesRoutes.profile.useSearch()
  const navigate = useNavigate({ from: '/$site/profiles/$profile' })
  const query = useSuspenseInfiniteQuery(timelineQuery(useSite(), profile, { event, text }))
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = query
  const [typed, setTyped] = useState(text ?? '')
  const events = data.pages.flatMap((page) => page.events)
  const { total = 0, names = {} } = data.pages[0] ?? {}
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: timezone })
  const filter = (change: { event?: string | undefined; text?: string | undefined }): void =>
    void navigate({ search: (search) => withSearch(search, change), replace: true })
  return (
    <div className="stack">
      <form
        className={styles['filters']}
        onSubmit={(submit) => {
          submit.preventDefault()
          filter({ text: typed.trim() || undefined })
        }}
      >
        <Select
          label="Event"
          value={event ?? ALL}
          onChange={(chosen) => filter({ event: chosen === ALL ? undefined : chosen })}
          options={[
            { value: ALL, label: 'All events' },
            ...Object.entries(names).map(([name, count]) => ({
              value: name,
              label: name,
              hint: formatCount(count),
            })),
          ]}
        />
        <TextField
          label="With this text"
          type="search"
          value={typed}
          onChange={(value) => {
            setTyped(value)
            if (value === '') filter({ text: undefined })
          }}
        />
        <Button type="submit">Filter</Button>
        <p className="muted small" role="status">
          {formatCount(total)} {total === 1 ? 'event' : 'events'}
        </p>
      </form>
      {events.length === 0 ? (
        <Card>
          <EmptyState
            kind="no-results"
            title="No such event"
            actions={
              <Button
                onClick={() => {
                  setTyped('')
                  filter({ event: undefined, text: undefined })
                }}
              >
                Show all
              </Button>
            }
          />
        </Card>
      ) : (
        <Card flush>
          <ol className={styles['timeline']} aria-label="Events, the newest first">
            {events.map((entry, index) => {
              const date = day.format(new Date(entry.at))
              const before = events[index - 1]
              const isNewDay = before === undefined || day.format(new Date(before.at)) !== date
              return (
                <li key={entry.id} className={styles['event']}>
                  {isNewDay && <p className={styles['day']}>{date}</p>}
                  <TimelineEntry event={entry} timezone={timezone} />
                </li>
              )
            })}
          </ol>
        </Card>
      )}
      {hasNextPage && (
        <div>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older events
          </Button>
        </div>
      )}
    </div>
  )
}
