import type { Json } from '../../../../shared/json.ts'
import { NumberField } from '../../../controls/number-field.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'

interface Props {
  readonly label: string
  /** From and to, of 0 to 1. */
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}

/** A share of all, in per cent. */
export function RangeField({ label, value, onChange }: Props) {
  const { mayEdit } = useRule()
  const [from = 0, to = 1] = Array.isArray(value) ? value.map(Number) : []
  const write = (low: number, high: number): void => onChange([low / 100, high / 100])
  return (
    <div className={styles['inline']} role="group" aria-label={label}>
      <NumberField
        label={`${label}: from %`}
        min={0}
        max={100}
        step="any"
        value={percent(from)}
        disabled={!mayEdit}
        onChange={(low) => write(low ?? 0, percent(to))}
      />
      <NumberField
        label="to %"
        min={0}
        max={100}
        step="any"
        value={percent(to)}
        disabled={!mayEdit}
        onChange={(high) => write(percent(from), high ?? 0)}
      />
    </div>
  )
}

/** Without what halves of tenths leave behind. */
const percent = (share: number): number => Number((share * 100).toFixed(4))
