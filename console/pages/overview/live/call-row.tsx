import { Link } from '@tanstack/react-router'
import type { SeenCall } from '../../../../shared/event/index.ts'
import type { JsonObject } from '../../../../shared/json.ts'
import { Badge } from '../../../controls/badge.tsx'
import { useSite } from '../../../site/use-site.ts'
import { partName } from '../../../words/part-name.ts'
import styles from './live-card.module.css'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** One call: when, who, which events, what became of them, and what was decided. */
export function CallRow({ call, document }: { readonly call: SeenCall; readonly document: JsonObject }) {
  const site = useSite()
  const { at, profile, path, country, device, events, count, decisions, without } = call
  const shown = Object.entries(decisions)
  return (
    <li className={styles['call']}>
      <time dateTime={at}>{clock.format(new Date(at))}</time>
      <div className="row">
        {events.map(({ name, type, status }, index) => (
          <span key={index} className={styles['event']}>
            {name ?? type}
            {status !== 'accepted' && <Badge tone="warning">{status}</Badge>}
          </span>
        ))}
        {count > events.length && <span className="muted">and {count - events.length} more</span>}
        {without !== null && <Badge tone="warning">{without}</Badge>}
        {shown.map(([slot, { experience }]) => (
          <Badge key={slot} tone="info">
            {partName({ kind: 'slots', id: slot }, document)}:{' '}
            {partName({ kind: 'experiences', id: experience }, document)}
          </Badge>
        ))}
      </div>
      <span className="muted small">
        {[path, country, device].filter(Boolean).join(' · ')}
        {profile !== null && (
          <>
            {' · '}
            {/* `as`: the address of a profile by its key */}
            <Link to={`/${site}/profiles/${encodeURIComponent(profile)}` as '/'}>profile</Link>
          </>
        )}
      </span>
    </li>
  )
}
