import type { Json, JsonObject } from '../../../../shared/json.ts'
import { DurationField } from '../../../controls/duration-field.tsx'
import { NumberField } from '../../../controls/number-field.tsx'
import { Select } from '../../../controls/select.tsx'
import { TextField } from '../../../controls/text-field.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'
import { textOf, textsOf } from './text-of.ts'

type Form = 'trailing' | 'ever' | 'calendar' | 'between' | 'dates' | 'session'

const FORMS: readonly { readonly value: Form; readonly label: string }[] = [
  { value: 'trailing', label: 'in the last' },
  { value: 'ever', label: 'ever' },
  { value: 'session', label: 'in this visit' },
  { value: 'calendar', label: 'in a day, week, month …' },
  { value: 'between', label: 'so long ago' },
  { value: 'dates', label: 'from one date to another' },
]

const PRESETS: Readonly<Record<Form, Json>> = {
  trailing: 'P7D',
  ever: 'ever',
  calendar: { calendar: 'month' },
  between: { between: ['P90D', 'P30D'] },
  dates: { from: new Date().toISOString().slice(0, 10) },
  session: { session: 'current' },
}

const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const

interface Props {
  readonly label: string
  readonly value: Json | undefined
  readonly onChange: (value: Json, group?: string) => void
}

/** Which part of the past counts. */
export function WindowField({ label, value, onChange }: Props) {
  const { mayEdit } = useRule()
  const form = formOf(value)
  const object =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
  const put = (members: JsonObject): void => onChange({ ...object, ...members }, label)
  const [from = '', to = ''] = textsOf(object['between'])
  return (
    <div className={styles['inline']}>
      <Select<Form>
        label={label}
        value={form}
        disabled={!mayEdit}
        onChange={(next) => onChange(PRESETS[next])}
        options={FORMS}
      />
      {form === 'trailing' && (
        <DurationField
          label="How long"
          value={typeof value === 'string' ? value : ''}
          onChange={(next) => onChange(next, label)}
        />
      )}
      {form === 'between' && (
        <>
          <DurationField
            label="From so long ago"
            value={from}
            onChange={(next) => put({ between: [next, to] })}
          />
          <DurationField
            label="To so long ago"
            value={to}
            onChange={(next) => put({ between: [from, next] })}
          />
        </>
      )}
      {form === 'calendar' && (
        <>
          <Select
            label="Unit"
            value={textOf(object['calendar'])}
            disabled={!mayEdit}
            onChange={(unit) => put({ calendar: unit })}
            options={UNITS.map((unit) => ({ value: unit, label: unit }))}
          />
          <NumberField
            label="How many before this one"
            value={typeof object['offset'] === 'number' ? -object['offset'] : 0}
            min={0}
            disabled={!mayEdit}
            onChange={(count) => put({ offset: count === null || count === 0 ? undefined : -count })}
          />
        </>
      )}
      {form === 'dates' && (
        <>
          <TextField
            label="From"
            description="A date, or a date and time with its zone"
            value={textOf(object['from'])}
            onChange={(next) => put({ from: next })}
          />
          <TextField
            label="Until, not included"
            value={textOf(object['to'])}
            onChange={(next) => put({ to: next === '' ? undefined : next })}
          />
        </>
      )}
    </div>
  )
}

function formOf(value: Json | undefined): Form {
  if (value === 'ever') return 'ever'
  if (typeof value !== 'object' || value === null) return 'trailing'
  if ('calendar' in value) return 'calendar'
  if ('between' in value) return 'between'
  return 'session' in value ? 'session' : 'dates'
}
