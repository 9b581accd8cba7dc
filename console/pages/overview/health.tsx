import { useSuspenseQuery } from '@tanstack/react-query'
import { Badge } from '../../controls/badge.tsx'
import { Card } from '../../controls/card.tsx'
import { formatCount } from '../../controls/format-count.ts'
import { sweepQuery } from '../../site/sweep-query.ts'
import { useSite } from '../../site/use-site.ts'
import styles from './health.module.css'

/** Whether what is shown is whole, and how far profiles are on the way to the current rules. */
export function Health({ missingShards }: { readonly missingShards: readonly number[] }) {
  const { data } = useSuspenseQuery(sweepQuery(useSite()))
  const isBehind = data.covered < data.profiles
  return (
    <Card title="Health">
      <ul className={styles['list']}>
        <li className="row">
          {missingShards.length === 0 ? (
            <Badge tone="success">whole</Badge>
          ) : (
            <Badge tone="danger">{missingShards.length} parts missing</Badge>
          )}
          {missingShards.length === 0
            ? 'All parts of the sums answered.'
            : 'Some parts of the sums did not answer: the numbers are without them.'}
        </li>
        <li className="row">
          {isBehind ? (
            <Badge tone="warning">{data.paused ? 'paused' : 'under way'}</Badge>
          ) : (
            <Badge tone="success">up to date</Badge>
          )}
          {formatCount(data.covered)} of {formatCount(data.profiles)} profiles have been looked at under the
          current rules.
          {isBehind && ' The others are visited, or come by themselves.'}
        </li>
      </ul>
    </Card>
  )
}
