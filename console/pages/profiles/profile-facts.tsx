import type { ReactNode } from 'react'
import type { ProfileSummary } from '../../../edge/profile/profile-summary.ts'
import { Callout } from '../../controls/callout.tsx'
import { Card } from '../../controls/card.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { Time } from '../../controls/time.tsx'
import { describeValue } from './describe-value.ts'
import styles from './profiles.module.css'

interface Props {
  readonly summary: ProfileSummary
  readonly timezone: string
}

/** Who a profile is, what it consents to, and when it was there. */
export function ProfileFacts({ summary, timezone }: Props) {
  const { key, userIds, bornAt, seenAt, facts, counts, sessions, quarantined, logStartsAt } = summary
  const place = [facts.geo?.['city'], facts.geo?.['country']].filter(Boolean).map(describeValue).join(', ')
  const device = [facts.device?.['class'], facts.device?.['locale']].filter(Boolean).map(describeValue)
  return (
    <>
      <Card>
        <dl className={styles['facts']}>
          <Fact name="Key">
            <code>{key}</code>
          </Fact>
          <Fact name={userIds.length > 1 ? 'User ids' : 'User id'}>{userIds.join(', ') || '–'}</Fact>
          <Fact name="First seen">
            <Time at={bornAt} zone={timezone} />
          </Fact>
          <Fact name="Last seen">
            <Time at={seenAt} zone={timezone} />
          </Fact>
          <Fact name="Sessions">{formatCount(sessions.count)}</Fact>
          <Fact name="Events">
            {formatCount(counts.accepted)}
            {counts.late > 0 && <span className="muted"> ({formatCount(counts.late)} came late)</span>}
            {quarantined.length > 0 && (
              <span className="muted">, {formatCount(quarantined.length)} set aside</span>
            )}
          </Fact>
          <Fact name="Place">{place || '–'}</Fact>
          <Fact name="Device">{device.join(', ') || '–'}</Fact>
          <Fact name="Consent">
            <Consent consent={facts.consent} />
          </Fact>
        </dl>
      </Card>
      {logStartsAt !== null && (
        <Callout title="Older events are not kept any more">
          What came up to <Time at={logStartsAt} zone={timezone} form="absolute" /> is forgotten. What
          segments remember of it stays.
        </Callout>
      )}
    </>
  )
}

function Consent({ consent }: { readonly consent: ProfileSummary['facts']['consent'] }) {
  if (consent === undefined) return <>vouched for by the key</>
  return (
    <ul>
      {Object.entries(consent).map(([purpose, state]) => (
        <li key={purpose}>
          {purpose}: {describeValue(state)}
        </li>
      ))}
    </ul>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
