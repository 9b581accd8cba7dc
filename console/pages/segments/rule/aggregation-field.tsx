import type { Json } from '../../../../shared/json.ts'
import type { KnownPath } from '../../../../shared/segment/catalogue/list-paths.ts'
import { Select } from '../../../controls/select.tsx'
import { SuggestField } from '../../../controls/suggest-field.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'
import { textOf } from './text-of.ts'

const WAYS = [
  { value: 'sum', label: 'the sum of' },
  { value: 'avg', label: 'the average of' },
  { value: 'min', label: 'the smallest' },
  { value: 'max', label: 'the largest' },
  { value: 'distinct', label: 'how many different' },
] as const
type Way = (typeof WAYS)[number]['value']

interface Props {
  readonly label: string
  readonly value: Json | undefined
  readonly paths: readonly KnownPath[]
  readonly pointer: string
  readonly onChange: (value: Json, group?: string) => void
}

/** What is made of the events, other than counting them. */
export function AggregationField({ label, value, paths, pointer, onChange }: Props) {
  const { mayEdit } = useRule()
  const [name, path = ''] =
    typeof value === 'object' && value !== null ? (Object.entries(value)[0] ?? []) : []
  const way: Way = WAYS.find((one) => one.value === name)?.value ?? 'sum'
  return (
    <div className={styles['inline']}>
      <Select<Way>
        label={label}
        value={way}
        disabled={!mayEdit}
        onChange={(next) => onChange({ [next]: path })}
        options={WAYS}
      />
      <SuggestField
        label="Of which value"
        value={textOf(path)}
        suggestions={paths
          .filter(({ type }) => way === 'distinct' || type === null || type === 'number')
          .map(({ path: known, type }) => ({ value: known, ...(type !== null && { hint: type }) }))}
        onChange={(next) => onChange({ [way]: next }, pointer)}
      />
    </div>
  )
}
