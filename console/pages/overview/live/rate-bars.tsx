import { formatCount } from '../../../controls/format-count.ts'
import styles from './rate-bars.module.css'

const HEIGHT = 40
const BAR = 4

/** Events in each of the last seconds, as bars from zero on. */
export function RateBars({ perSecond }: { readonly perSecond: readonly number[] }) {
  const most = Math.max(1, ...perSecond)
  const all = perSecond.reduce((sum, events) => sum + events, 0)
  return (
    <svg
      role="img"
      className={styles['bars']}
      viewBox={`0 0 ${perSecond.length * BAR || BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-label={`${formatCount(all)} events in the last minute, at most ${formatCount(most)} in a second`}
    >
      {perSecond.map((events, index) => {
        const height = (events / most) * HEIGHT
        return <rect key={index} x={index * BAR} y={HEIGHT - height} width={BAR - 1} height={height} />
      })}
    </svg>
  )
}
