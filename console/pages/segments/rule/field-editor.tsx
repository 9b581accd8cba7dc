import type { ReactNode } from 'react'
import type { Json, JsonObject } from '../../../../shared/json.ts'
import { STEP_FIELDS, withField, type Field } from '../../../../shared/segment/builder/index.ts'
import type { Condition } from '../../../../shared/segment/condition.ts'
import { Button } from '../../../controls/button.tsx'
import { Checkbox } from '../../../controls/checkbox.tsx'
import { DurationField } from '../../../controls/duration-field.tsx'
import { NumberField } from '../../../controls/number-field.tsx'
import { Select } from '../../../controls/select.tsx'
import { SuggestField } from '../../../controls/suggest-field.tsx'
import { TextField } from '../../../controls/text-field.tsx'
import { AggregationField } from './aggregation-field.tsx'
import { ComparisonField } from './comparison-field.tsx'
import { EventField } from './event-field.tsx'
import { RangeField } from './range-field.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'
import { WhereEditor } from './where-editor.tsx'
import { WindowField } from './window-field.tsx'
import { textOf } from './text-of.ts'

interface Props {
  readonly field: Field
  readonly value: Json | undefined
  /** The events that the condition is about. */
  readonly events: readonly string[]
  readonly pointer: string
  readonly onChange: (value: Json | undefined, group?: string) => void
  /** Takes the field away; absent: it stays. */
  readonly onRemove?: () => void
}

/** The control of a field, as its description says. */
export function FieldEditor(props: Props) {
  const { field, onRemove } = props
  if (onRemove === undefined) return <Control {...props} />
  return (
    <div className={styles['removable']}>
      <Control {...props} />
      <Button
        variant="quiet"
        size="small"
        icon="close"
        aria-label={`Remove: ${field.label}`}
        onClick={onRemove}
      />
    </div>
  )
}

function Control({ field, value, events, pointer, onChange }: Props): ReactNode {
  const { completion, mayEdit, segments, ConditionEditor, FieldList } = useRule()
  const { label, hint } = field
  const described = hint === undefined ? {} : { description: hint }
  switch (field.type) {
    case 'event':
      return <EventField label={label} value={value} onChange={onChange} />
    case 'where':
      return (
        <WhereEditor
          label={label}
          where={objectOf(value)}
          paths={field.of === 'event' ? completion.eventPaths(events) : completion.profilePaths}
          onChange={onChange}
          pointer={pointer}
        />
      )
    case 'window':
      return <WindowField label={label} value={value} onChange={onChange} />
    case 'duration':
      return (
        <div className="stack-tight">
          {value !== 'ever' && (
            <DurationField
              label={label}
              value={typeof value === 'string' ? value : ''}
              onChange={(next) => onChange(next, pointer)}
            />
          )}
          {field.orEver === true && (
            <Checkbox
              label={value === 'ever' ? `${label}: for ever` : 'for ever'}
              checked={value === 'ever'}
              disabled={!mayEdit}
              onChange={(isEver) => onChange(isEver ? 'ever' : 'P7D')}
            />
          )}
        </div>
      )
    case 'path':
      return (
        <SuggestField
          label={label}
          {...described}
          value={textOf(value)}
          onChange={(next) => onChange(next, pointer)}
          suggestions={completion
            .eventPaths(events.length > 0 ? events : completion.events.map(({ name }) => name))
            .map(({ path, type }) => ({ value: path, ...(type !== null && { hint: type }) }))}
        />
      )
    case 'aggregation':
      return (
        <AggregationField
          label={label}
          value={value}
          paths={completion.eventPaths(events)}
          onChange={onChange}
          pointer={pointer}
        />
      )
    case 'comparison':
      return (
        <ComparisonField
          label={label}
          unit={field.unit}
          value={value}
          onChange={(next) => onChange(next, pointer)}
        />
      )
    case 'match':
      return (
        <fieldset className={styles['box']}>
          <legend>{label}</legend>
          <FieldList
            fields={MATCH_FIELDS.filter(({ key }) => key !== 'as' || field.binds === true)}
            value={objectOf(value)}
            pointer={pointer}
            onChange={(key, next, group) => onChange(withField(objectOf(value), key, next), group)}
          />
        </fieldset>
      )
    case 'steps':
      return <Steps value={value} pointer={pointer} onChange={onChange} />
    case 'condition':
      return (
        <div className="stack-tight">
          <span className={styles['count']}>{label}</span>
          {/* `as`: what has another shape is pointed out, and shows nothing */}
          <ConditionEditor condition={objectOf(value) as unknown as Condition} pointer={pointer} />
        </div>
      )
    case 'choice':
      return (
        <Select
          label={label}
          value={textOf(value) || (field.options[0]?.[0] ?? '')}
          disabled={!mayEdit}
          onChange={(next) =>
            onChange(field.isOptional === true && next === field.options[0]?.[0] ? undefined : next)
          }
          options={field.options.map(([option, name]) => ({ value: option, label: name }))}
        />
      )
    case 'text':
      return (
        <TextField
          label={label}
          {...described}
          value={textOf(value)}
          disabled={!mayEdit}
          onChange={(next) => onChange(next, pointer)}
        />
      )
    case 'integer':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : null}
          min={field.min}
          max={field.max}
          disabled={!mayEdit}
          onChange={(next) => onChange(next ?? field.min, pointer)}
        />
      )
    case 'flag':
      return (
        <Checkbox
          label={label}
          checked={typeof value === 'boolean' ? value : field.preset}
          disabled={!mayEdit}
          onChange={(next) => onChange(next === field.preset ? undefined : next)}
        />
      )
    case 'range':
      return <RangeField label={label} value={value} onChange={(next) => onChange(next, pointer)} />
    case 'segment':
      return (
        <Select
          label={label}
          value={textOf(value) || null}
          disabled={!mayEdit}
          placeholder={segments.length === 0 ? 'There is no other segment yet' : 'Choose a segment'}
          onChange={onChange}
          options={segments}
        />
      )
  }
}

const MATCH_FIELDS = STEP_FIELDS.filter(({ key }) => ['event', 'where', 'as'].includes(key))

function Steps({ value, pointer, onChange }: Pick<Props, 'value' | 'pointer' | 'onChange'>) {
  const { mayEdit, presets, FieldList } = useRule()
  const steps: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : []
  return (
    <ol className="stack-tight">
      {steps.map((step, index) => (
        <li key={index}>
          <fieldset className={styles['box']}>
            <legend>
              {index === 0 ? 'First' : 'Then'}{' '}
              {mayEdit && steps.length > 1 && (
                <Button
                  variant="quiet"
                  size="small"
                  icon="trash"
                  aria-label={`Remove step ${index + 1}`}
                  onClick={() => onChange(steps.toSpliced(index, 1))}
                />
              )}
            </legend>
            <FieldList
              fields={STEP_FIELDS.filter(({ key }) => index > 0 || !FOLLOWING.has(key))}
              value={objectOf(step)}
              pointer={`${pointer}/${index}`}
              onChange={(key, next, group) =>
                onChange(steps.with(index, withField(objectOf(step), key, next)), group)
              }
            />
          </fieldset>
        </li>
      ))}
      {mayEdit && steps.length < 12 && (
        <Button
          size="small"
          icon="plus"
          onClick={() => onChange([...steps, { event: presets.event ?? 'Page Viewed' }])}
        >
          Add a step
        </Button>
      )}
    </ol>
  )
}

/** What a step says of the one before it. */
const FOLLOWING = new Set(['within', 'noneBetween', 'immediately'])

function objectOf(value: Json | undefined): JsonObject {
  // `as`: neither a list nor null
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
