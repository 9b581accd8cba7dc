import type { JsonObject } from '../../../shared/json.ts'
import { Card } from '../../controls/card.tsx'
import { formatCount, formatShare } from '../../controls/format-count.ts'
import { PartLink } from '../../draft/part-link.tsx'
import type { Counts } from '../../site/counts.ts'
import { partName } from '../../words/part-name.ts'
import styles from './segment-sizes.module.css'

const SHOWN = 8

interface Props {
  readonly counts: Counts
  /** The document of the current release, which the numbers are of. */
  readonly document: JsonObject
}

/** The largest segments, and how large they are. */
export function SegmentSizes({ counts, document }: Props) {
  const sizes = Object.entries(counts.segments)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
  if (sizes.length === 0) return null
  return (
    <Card
      title="Largest segments"
      description={`Exact, of the ${formatCount(counts.covered)} profiles, known and anonymous, that were looked at under the current rules.`}
    >
      <ul className={styles['list']}>
        {sizes.map(([id, members]) => (
          <li key={id} className={styles['row']}>
            <PartLink part={{ kind: 'segments', id }}>
              {partName({ kind: 'segments', id }, document)}
            </PartLink>
            <progress aria-hidden="true" max={counts.covered} value={members} />
            <span className="number">
              {formatCount(members)} <span className="muted">{formatShare(members, counts.covered)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
