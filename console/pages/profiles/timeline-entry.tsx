import type { TimelineEvent } from '../../../edge/profile/timeline.ts'
import { Badge } from '../../controls/badge.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { Icon } from '../../controls/icon.tsx'
import { Time } from '../../controls/time.tsx'
import { describeValue } from './describe-value.ts'
import styles from './profiles.module.css'

const DAY_MS = 86_400_000
const SHOWN = 4

interface Props {
  readonly event: TimelineEvent
  readonly timezone: string
}

/** One event: when, what, with what; all of it when it is opened. */
export function TimelineEntry({ event, timezone }: Props) {
  const { at, receivedAt, name, type, properties, traits, channel, release } = event
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: timezone })
  const isLate = Date.parse(receivedAt) - Date.parse(at) > DAY_MS
  const said = Object.entries({ ...traits, ...properties })
  const raw = JSON.stringify(event, null, 2)
  return (
    <details>
      <summary>
        <span className={styles['chevron']}>
          <Icon name="chevronRight" size={14} />
        </span>
        <time dateTime={at} className="muted small">
          {time.format(new Date(at))}
        </time>
        <span className={styles['what']}>
          <strong>{name === '' ? type : name}</strong>
          {isLate && <Badge tone="warning">came late</Badge>}
          <span className="muted">
            {said
              .slice(0, SHOWN)
              .map(([key, value]) => `${key}: ${describeValue(value)}`)
              .join(' · ')}
            {said.length > SHOWN && ' …'}
          </span>
        </span>
        <span className="muted small">{channel}</span>
      </summary>
      <div className={styles['raw']}>
        <div className="stack-tight">
          <p className="muted small">
            Received <Time at={receivedAt} zone={timezone} form="absolute" />, taken under release {release}
          </p>
          <CopyableCode code={raw} label={`Copy the event ${name === '' ? type : name}`} />
        </div>
      </div>
    </details>
  )
}
