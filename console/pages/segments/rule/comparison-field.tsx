import type { Json } from '../../../../shared/json.ts'
import { NumberField } from '../../../controls/number-field.tsx'
import { Select } from '../../../controls/select.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'

type Comparison = 'gte' | 'gt' | 'lte' | 'lt' | 'eq' | 'ne' | 'between'

const COMPARISONS: readonly { readonly value: Comparison; readonly label: string }[] = [
  { value: 'gte', label: 'at least' },
  { value: 'gt', label: 'more than' },
  { value: 'eq', label: 'exactly' },
  { value: 'lte', label: 'at most' },
  { value: 'lt', label: 'less than' },
  { value: 'between', label: 'between' },
  { value: 'ne', label: 'anything but' },
]

interface Props {
  readonly label: string
  readonly unit: 'times' | 'number'
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
}

/** How often, or how much. */
export function ComparisonField({ label, unit, value, onChange }: Props) {
  const { mayEdit } = useRule()
  const [name, bound] = typeof value === 'object' && value !== null ? (Object.entries(value)[0] ?? []) : []
  const comparison = COMPARISONS.find((one) => one.value === name)?.value ?? 'gte'
  const [from, to] = Array.isArray(bound)
    ? [Number(bound[0]), Number(bound[1])]
    : [Number(bound ?? 1), Number(bound ?? 1)]
  const write = (as: Comparison, low: number, high: number): void =>
    onChange(as === 'between' ? { between: [low, high] } : { [as]: low })
  const step = unit === 'times' ? 1 : 'any'
  return (
    <div className={styles['inline']}>
      <Select<Comparison>
        label={label}
        value={comparison}
        disabled={!mayEdit}
        onChange={(as) => write(as, from, Math.max(from, to))}
        options={COMPARISONS}
      />
      <NumberField
        label={unit === 'times' ? 'times' : 'number'}
        hideLabel
        step={step}
        value={from}
        disabled={!mayEdit}
        onChange={(low) => write(comparison, low ?? 0, to)}
      />
      {comparison === 'between' && (
        <>
          <span>and</span>
          <NumberField
            label="and at most"
            hideLabel
            step={step}
            value={to}
            disabled={!mayEdit}
            onChange={(high) => write(comparison, from, high ?? 0)}
          />
        </>
      )}
      {unit === 'times' && (
        <span className="muted">{comparison === 'eq' && from === 0 ? 'times: never' : 'times'}</span>
      )}
    </div>
  )
}
