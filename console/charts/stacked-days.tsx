import { classNames } from '../controls/class-names.ts'
import { formatCount } from '../controls/format-count.ts'
import styles from './stacked-days.module.css'

const WIDTH = 720
const HEIGHT = 200
const PADDING = { left: 48, right: 8, top: 10, bottom: 22 }

export interface DaySeries {
  readonly id: string
  readonly label: string
  /** It keeps its colour, whatever is shown beside it. */
  readonly colour: 1 | 2 | 3 | 4
  /** A number for each day. */
  readonly values: readonly number[]
}

interface Props {
  /** `2026-11-22`, the oldest first. */
  readonly dates: readonly string[]
  /** From the bottom up. */
  readonly series: readonly DaySeries[]
}

/** How much of what there was each day, one upon the other from zero. Its figure says the same in words and as a table. */
export function StackedDays({ dates, series }: Props) {
  const sums = dates.map((_, day) => series.reduce((sum, { values }) => sum + (values[day] ?? 0), 0))
  const most = Math.max(1, ...sums)
  const scale = (HEIGHT - PADDING.top - PADDING.bottom) / most
  const slot = (WIDTH - PADDING.left - PADDING.right) / dates.length
  const bar = Math.max(2, slot * 0.7)
  const every = Math.ceil(dates.length / 6)
  const zero = HEIGHT - PADDING.bottom
  return (
    <div className="stack-tight">
      <ul className={styles['legend']}>
        {series.map(({ id, label, colour }) => (
          <li key={id}>
            <span className={classNames(styles['swatch'], styles[`series${colour}`])} />
            {label}
          </li>
        ))}
      </ul>
      <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <text x={PADDING.left - 6} y={PADDING.top + 4} textAnchor="end">
          {formatCount(most)}
        </text>
        <text x={PADDING.left - 6} y={zero + 4} textAnchor="end">
          0
        </text>
        {dates.map((date, day) => {
          const x = PADDING.left + day * slot + (slot - bar) / 2
          let top = zero
          const says = series
            .map(({ label, values }) => `${values[day] ?? 0} ${label.toLowerCase()}`)
            .join(', ')
          return (
            <g key={date}>
              <title>{`${date}: ${says}`}</title>
              <rect
                className={styles['hit']}
                x={PADDING.left + day * slot}
                y={0}
                width={slot}
                height={HEIGHT}
              />
              {series.map(({ id, colour, values }) => {
                const height = (values[day] ?? 0) * scale
                top -= height
                return (
                  <rect
                    key={id}
                    className={styles[`series${colour}`]}
                    x={x}
                    y={top}
                    width={bar}
                    height={height}
                  />
                )
              })}
              {(dates.length - 1 - day) % every === 0 && (
                <text
                  x={day === dates.length - 1 ? x + bar : x + bar / 2}
                  y={HEIGHT - 6}
                  textAnchor={day === dates.length - 1 ? 'end' : 'middle'}
                >
                  {date.slice(5)}
                </text>
              )}
            </g>
          )
        })}
        <line className={styles['line']} x1={PADDING.left} x2={WIDTH - PADDING.right} y1={zero} y2={zero} />
      </svg>
    </div>
  )
}
