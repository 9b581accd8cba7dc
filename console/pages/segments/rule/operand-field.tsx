import { useState } from 'react'
import type { Json, JsonObject } from '../../../../shared/json.ts'
import { WHERE_OPERATORS } from '../../../../shared/segment/builder/index.ts'
import type { KnownPath } from '../../../../shared/segment/catalogue/list-paths.ts'
import { DurationField } from '../../../controls/duration-field.tsx'
import { NumberField } from '../../../controls/number-field.tsx'
import { Select } from '../../../controls/select.tsx'
import { SuggestField } from '../../../controls/suggest-field.tsx'
import { TextField } from '../../../controls/text-field.tsx'
import { JsonField } from './json-field.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'
import { textOf, textsOf } from './text-of.ts'

const TYPES = ['string', 'number', 'boolean', 'array', 'object', 'null'] as const

interface Props {
  readonly operator: string
  readonly value: Json
  /** What is known of the values that are asked about. */
  readonly known: KnownPath | undefined
  readonly onChange: (value: Json) => void
}

/** What a value is compared with. */
export function OperandField({ operator, value, known, onChange }: Props) {
  const { mayEdit } = useRule()
  const type = WHERE_OPERATORS.find((one) => one.operator === operator)?.operand ?? 'json'
  switch (type) {
    case 'value':
      return <ValueField value={value} known={known} onChange={onChange} />
    case 'values':
      return <ListField value={value} known={known} onChange={onChange} />
    case 'number':
      return (
        <NumberField
          label="Number"
          hideLabel
          step="any"
          value={typeof value === 'number' ? value : null}
          disabled={!mayEdit}
          onChange={(number) => onChange(number ?? 0)}
        />
      )
    case 'flag':
      return (
        <Select
          label="Whether it is"
          hideLabel
          value={value === false ? 'no' : 'yes'}
          disabled={!mayEdit}
          onChange={(next) => onChange(next === 'yes')}
          options={[
            { value: 'yes', label: 'yes' },
            { value: 'no', label: 'no' },
          ]}
        />
      )
    case 'duration':
      return (
        <DurationField label="How long" value={typeof value === 'string' ? value : ''} onChange={onChange} />
      )
    case 'date':
    case 'text':
    case 'reference':
      return (
        <TextField
          label={
            type === 'date' ? 'Date' : type === 'text' ? 'Text' : 'Name and path, as view.properties.sku'
          }
          hideLabel
          placeholder={type === 'date' ? '2026-12-01' : type === 'reference' ? 'view.properties.sku' : ''}
          value={textOf(value)}
          disabled={!mayEdit}
          onChange={onChange}
        />
      )
    case 'type':
      return (
        <Select
          label="Type"
          hideLabel
          value={textOf(value)}
          disabled={!mayEdit}
          onChange={onChange}
          options={TYPES.map((name) => ({ value: name, label: name }))}
        />
      )
    case 'years':
      return <YearsField value={value} onChange={onChange} />
    case 'place':
      return <PlaceField value={value} onChange={onChange} />
    case 'json':
      return <JsonField label="As JSON" value={value} onChange={onChange} />
  }
}

function ValueField({ value, known, onChange }: Omit<Props, 'operator'>) {
  const { mayEdit } = useRule()
  if (known?.type === 'boolean' || typeof value === 'boolean') {
    return (
      <Select
        label="Value"
        hideLabel
        value={String(value === true || value === 'true')}
        disabled={!mayEdit}
        onChange={(next) => onChange(next === 'true')}
        options={[
          { value: 'true', label: 'true' },
          { value: 'false', label: 'false' },
        ]}
      />
    )
  }
  if (known?.type === 'number' || (known?.type == null && typeof value === 'number')) {
    return (
      <NumberField
        label="Value"
        hideLabel
        step="any"
        value={typeof value === 'number' ? value : null}
        disabled={!mayEdit}
        onChange={(number) => onChange(number ?? 0)}
      />
    )
  }
  return (
    <SuggestField
      label="Value"
      hideLabel
      value={textOf(value)}
      placeholder="a value"
      suggestions={(known?.values ?? []).map((one) => ({ value: String(one) }))}
      onChange={onChange}
    />
  )
}

/** Ages in full years: at least, and under. */
function YearsField({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const { mayEdit } = useRule()
  const bounds = typeof value === 'object' && value !== null ? (value as JsonObject) : {}
  const [from, under] = [bounds['$gte'], bounds['$lt']]
  const write = (low: Json | undefined, high: Json | undefined): void =>
    onChange({ ...(low !== undefined && { $gte: low }), ...(high !== undefined && { $lt: high }) })
  return (
    <div className={styles['inline']}>
      <NumberField
        label="at least"
        value={typeof from === 'number' ? from : null}
        disabled={!mayEdit}
        onChange={(low) => write(low ?? undefined, under)}
      />
      <NumberField
        label="under"
        value={typeof under === 'number' ? under : null}
        disabled={!mayEdit}
        onChange={(high) => write(from, high ?? undefined)}
      />
    </div>
  )
}

function PlaceField({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const { mayEdit } = useRule()
  const place = typeof value === 'object' && value !== null ? (value as JsonObject) : {}
  return (
    <div className={styles['inline']}>
      {(['lat', 'lon', 'km'] as const).map((name) => (
        <NumberField
          key={name}
          label={name}
          step="any"
          value={typeof place[name] === 'number' ? place[name] : null}
          disabled={!mayEdit}
          onChange={(number) => onChange({ ...place, [name]: number ?? 0 })}
        />
      ))}
    </div>
  )
}

/** Several values; what is typed stays as it is typed. */
function ListField({ value, known, onChange }: Omit<Props, 'operator'>) {
  const { mayEdit } = useRule()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      label="Values, separated by commas"
      hideLabel
      placeholder="one, another"
      value={typed ?? textsOf(value).join(', ')}
      disabled={!mayEdit}
      onChange={(text) => {
        setTyped(text)
        onChange(listOf(text, known))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

function listOf(text: string, known: KnownPath | undefined): Json {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return known?.type === 'number' ? parts.map(Number).filter(Number.isFinite) : parts
}
