import styles from './charts.module.css'

const WIDTH = 96
const HEIGHT = 24

interface Props {
  /** The oldest first. */
  readonly values: readonly number[]
  /** What they are, for readers: `Members of VIP over 30 days: from 10 to 42`. */
  readonly label: string
}

/** How a number went, in the size of a word; from zero, so that it does not exaggerate. */
export function Sparkline({ values, label }: Props) {
  const most = Math.max(1, ...values)
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map((value, index) => `${index * step},${HEIGHT - 2 - (value / most) * (HEIGHT - 4)}`)
  return (
    <svg className={styles['sparkline']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <polyline points={points.join(' ')} />
    </svg>
  )
}
