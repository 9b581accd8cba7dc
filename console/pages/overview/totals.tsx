import { formatCount, formatShare } from '../../controls/format-count.ts'
import type { Counts } from '../../site/counts.ts'
import styles from './totals.module.css'

/** How many came, and what became of what they sent. */
export function Totals({ counts }: { readonly counts: Counts }) {
  const { received, accepted, quarantined, duplicate, late } = counts.ingestion
  const of = (part: number): string => `${formatShare(part, received)} of all messages`
  const figures = [
    { label: 'Profiles', value: counts.profiles, note: 'known and anonymous' },
    { label: 'Events accepted', value: accepted, note: of(accepted) },
    { label: 'Set aside', value: quarantined, note: of(quarantined) },
    { label: 'Sent twice', value: duplicate, note: 'counted once' },
    { label: 'Late', value: late, note: 'more than a day after they happened' },
  ]
  return (
    <dl className={styles['figures']}>
      {figures.map(({ label, value, note }) => (
        <div key={label} className={styles['figure']}>
          <dt>{label}</dt>
          <dd>
            <output>{formatCount(value)}</output>
            <span className="muted small">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
