import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { JsonObject } from '../../../../shared/json.ts'
import { openSocket } from '../../../api.ts'
import { Badge } from '../../../controls/badge.tsx'
import { Button } from '../../../controls/button.tsx'
import { Card } from '../../../controls/card.tsx'
import { formatCount } from '../../../controls/format-count.ts'
import { useSite } from '../../../site/use-site.ts'
import { CallRow } from './call-row.tsx'
import styles from './live-card.module.css'
import { LiveCalls, type Connection } from './live-calls.ts'
import { nowQuery } from './now-query.ts'
import { latencyOf } from './latency-of.ts'
import { RateBars } from './rate-bars.tsx'

const CONNECTIONS = {
  connecting: <Badge>connecting</Badge>,
  open: <Badge tone="success">live</Badge>,
  closed: <Badge tone="warning">reconnecting</Badge>,
} satisfies Record<Connection, unknown>

/** How the rate of the last ten seconds is told. */
const RATE_SECONDS = 10

/** Who is there now, and what they send, as it comes. */
export function LiveCard({ document }: { readonly document: JsonObject }) {
  const site = useSite()
  const { data: now } = useSuspenseQuery(nowQuery(site))
  const live = useMemo(
    () => new LiveCalls({ open: () => openSocket(`/api/sites/${site}/events/live`), now: () => Date.now() }),
    [site],
  )
  const { connection, isPaused, calls, perSecond } = useSyncExternalStore(live.subscribe, live.view)
  const recent = perSecond.slice(-RATE_SECONDS).reduce((sum, events) => sum + events, 0)
  const latency = latencyOf(calls)
  return (
    <Card
      title="Now"
      actions={
        <>
          {isPaused ? <Badge tone="warning">paused</Badge> : CONNECTIONS[connection]}
          <Button size="small" icon={isPaused ? 'play' : 'pause'} onClick={() => live.pause(!isPaused)}>
            {isPaused ? 'Go on' : 'Pause'}
          </Button>
        </>
      }
    >
      <div className={styles['grid']}>
        <div className={styles['figures']}>
          <dl>
            <div>
              <dt>Visitors in the last five minutes</dt>
              <dd>{formatCount(now.visitors)}</dd>
            </div>
            <div>
              <dt>Events a second, over ten seconds</dt>
              <dd>{(recent / RATE_SECONDS).toFixed(1)}</dd>
            </div>
            <div>
              <dt>Time of a decision at the edge, half of them and 95 %</dt>
              <dd>
                {latency === null ? '–' : `${latency.half.toFixed(1)} and ${latency.most.toFixed(1)} ms`}
              </dd>
            </div>
          </dl>
          <div>
            <RateBars perSecond={perSecond} />
            <p className="muted small">Events in each of the last sixty seconds</p>
          </div>
        </div>
        {calls.length === 0 ? (
          <p className="muted">
            Nothing has come since you opened this page. Calls are shown from ten seconds after it was opened.
          </p>
        ) : (
          <ol className={styles['calls']} tabIndex={0} aria-label="Calls, the newest first">
            {calls.map((call, index) => (
              <CallRow
                key={`${call.at}/${call.profile ?? ''}/${calls.length - index}`}
                call={call}
                document={document}
              />
            ))}
          </ol>
        )}
      </div>
    </Card>
  )
}
