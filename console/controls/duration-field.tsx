import { parseDuration } from '../../shared/segment/duration.ts'
import styles from './duration-field.module.css'
import { NumberField } from './number-field.tsx'
import { Select } from './select.tsx'

const UNITS = [
  ['days', 86_400_000, (count: number) => `P${count}D`],
  ['hours', 3_600_000, (count: number) => `PT${count}H`],
  ['minutes', 60_000, (count: number) => `PT${count}M`],
  ['seconds', 1_000, (count: number) => `PT${count}S`],
] as const

type Unit = (typeof UNITS)[number][0]

interface Props {
  readonly label: string
  /** ISO 8601 of fixed length: `P7D`. */
  readonly value: string
  readonly onChange: (value: string) => void
  /** Whether the label is only for readers. @default false */
  readonly hideLabel?: boolean
}

/** A length of time: a number and its unit. */
export function DurationField({ label, value, onChange, hideLabel = false }: Props) {
  const length = parseDuration(value) ?? 0
  const [unit, unitMs] = UNITS.find(([, ms]) => length >= ms && length % ms === 0) ?? UNITS[3]
  const write = (count: number, as: Unit): void => {
    const format = UNITS.find(([name]) => name === as)?.[2]
    if (format) onChange(format(Math.max(0, count)))
  }
  return (
    <div className={styles['field']} role="group" aria-label={label}>
      {!hideLabel && (
        <span className={styles['label']} aria-hidden="true">
          {label}
        </span>
      )}
      <div className={styles['parts']}>
        <NumberField
          label={label}
          hideLabel
          value={length === 0 ? null : length / unitMs}
          min={1}
          onChange={(count) => write(Math.round(count ?? 0), unit)}
        />
        <Select<Unit>
          label={`${label}: unit`}
          hideLabel
          value={unit}
          onChange={(next) => write(Math.max(1, Math.round(length / unitMs)), next)}
          options={UNITS.map(([name]) => ({ value: name, label: name }))}
        />
      </div>
    </div>
  )
}
