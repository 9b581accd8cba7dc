import { Link } from '@tanstack/react-router'
import type { WaitingAnywhere } from '../../../edge/site/quality/waiting-page.ts'
import { Badge } from '../../controls/badge.tsx'
import { CopyableCode } from '../../controls/copyable-code.tsx'
import { Time } from '../../controls/time.tsx'
import { useSite } from '../../site/use-site.ts'
import styles from './data-quality.module.css'

/** An event that was set aside: what is wrong, whose it is, and all of it when it is opened. */
export function WaitingItem({ event }: { readonly event: WaitingAnywhere }) {
  const site = useSite()
  const { type, reason, source, profile, receivedAt, messageId, event: text } = event
  return (
    <details>
      <summary>
        <span className={styles['head']}>
          <Badge tone="warning">{type}</Badge>
          <span>{reason.slice(type.length + 1).trim() || reason}</span>
        </span>
      </summary>
      <div className="stack-tight">
        <p className="muted small">
          Sent by {source}, <Time at={receivedAt} />,{' '}
          {profile === null ? (
            'belongs to no profile'
          ) : (
            <Link to="/$site/profiles/$profile" params={{ site, profile }}>
              of this profile
            </Link>
          )}
        </p>
        <CopyableCode code={pretty(text)} label={`Copy the event ${messageId}`} />
      </div>
    </details>
  )
}

/** An event as it came; a huge one was cut when it was set aside. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
