import { formatRelative } from './format-relative.ts'
import { useNow } from './use-now.ts'
import { Tooltip } from './tooltip.tsx'
import styles from './time.module.css'

interface Props {
  /** ISO 8601, or epoch milliseconds. */
  readonly at: string | number
  /** The zone that it is shown in; the site's where it is the site's matter. @default the machine's own */
  readonly zone?: string
  /** `relative` says how long ago, and when exactly on being pointed at. @default 'relative' */
  readonly form?: 'relative' | 'absolute'
}

/** An instant: how long ago or when, and always in which zone. */
export function Time({ at, zone, form = 'relative' }: Props) {
  const now = useNow()
  const date = new Date(at)
  const absolute = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(zone !== undefined && { timeZone: zone }),
  }).format(date)
  const shownZone = zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  if (form === 'absolute') {
    return (
      <time dateTime={date.toISOString()}>
        {absolute} <span className="muted">{shownZone}</span>
      </time>
    )
  }
  return (
    <Tooltip text={`${absolute} ${shownZone}`}>
      <time dateTime={date.toISOString()} tabIndex={0} className={styles['time']}>
        {formatRelative(date.getTime(), now)}
      </time>
    </Tooltip>
  )
}
