import styles from './charts.module.css'

const WIDTH = 720
const HEIGHT = 180
const PADDING = { left: 44, right: 8, top: 16, bottom: 22 }

interface Props {
  /** `2026-11-22`, the oldest first. */
  readonly dates: readonly string[]
  readonly entered: readonly number[]
  readonly left: readonly number[]
}

/** Who came each day, upwards, and who went, downwards. Its figure says the same in words and as a table. */
export function ComeAndGoChart({ dates, entered, left }: Props) {
  const mostIn = Math.max(1, ...entered)
  const mostOut = Math.max(...left, 0)
  const inner = HEIGHT - PADDING.top - PADDING.bottom
  const scale = inner / (mostIn + mostOut)
  const zero = PADDING.top + mostIn * scale
  const slot = (WIDTH - PADDING.left - PADDING.right) / dates.length
  const bar = Math.max(2, slot * 0.7)
  const x = (index: number): number => PADDING.left + index * slot + (slot - bar) / 2
  const every = Math.ceil(dates.length / 6)
  return (
    <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <text className={styles['axis']} x={PADDING.left - 6} y={PADDING.top + 4} textAnchor="end">
        {mostIn}
      </text>
      <text className={styles['axis']} x={PADDING.left - 6} y={zero + 4} textAnchor="end">
        0
      </text>
      {mostOut > 0 && (
        <text className={styles['axis']} x={PADDING.left - 6} y={zero + mostOut * scale + 4} textAnchor="end">
          −{mostOut}
        </text>
      )}
      {dates.map((date, index) => (
        <g key={date}>
          <title>{`${date}: ${entered[index] ?? 0} entered, ${left[index] ?? 0} left`}</title>
          <rect
            className={styles['hit']}
            x={PADDING.left + index * slot}
            y={0}
            width={slot}
            height={HEIGHT}
          />
          <rect
            className={styles['in']}
            x={x(index)}
            y={zero - (entered[index] ?? 0) * scale}
            width={bar}
            height={(entered[index] ?? 0) * scale}
          />
          <rect
            className={styles['out']}
            x={x(index)}
            y={zero}
            width={bar}
            height={(left[index] ?? 0) * scale}
          />
          {(dates.length - 1 - index) % every === 0 && (
            <text
              className={styles['axis']}
              x={x(index) + bar / 2}
              y={HEIGHT - 6}
              textAnchor={index === dates.length - 1 ? 'end' : 'middle'}
            >
              {date.slice(5)}
            </text>
          )}
        </g>
      ))}
      <line className={styles['zero']} x1={PADDING.left} x2={WIDTH - PADDING.right} y1={zero} y2={zero} />
      <text className={styles['in']} x={PADDING.left + 4} y={PADDING.top - 4}>
        ▲ entered
      </text>
      <text className={styles['out']} x={PADDING.left + 74} y={PADDING.top - 4}>
        ▼ left
      </text>
    </svg>
  )
}
