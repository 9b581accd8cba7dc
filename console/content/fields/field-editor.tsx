import { fieldWords } from '../../words/field-words.ts'
import { NumberField } from '../../controls/number-field.tsx'
import { Switch } from '../../controls/switch.tsx'
import type { FieldProps } from './field-props.ts'
import { ImageField } from './image-field.tsx'
import { LinkField } from './link-field.tsx'
import { JsonField } from './json-field.tsx'
import { ListField } from './list-field.tsx'
import { MergeText } from './merge-text.tsx'
import { RichText } from './rich-text.tsx'

/** A field of a slot, in the form that its type has. */
export function FieldEditor(props: FieldProps) {
  const { name, field, value, onChange, values, errorAt, disabled = false } = props
  const label = `${fieldWords(name)}${field.required ? '' : ' (optional)'}`
  const description = field.description
  const error = errorAt('')
  const text = typeof value === 'string' ? value : ''
  // An optional field without words is no field: its part of the markup goes with it
  const changeText = (next: string): void => onChange(next === '' && !field.required ? undefined : next)
  switch (field.type) {
    case 'text':
      return (
        <MergeText {...{ label, description, error, values, disabled }} value={text} onChange={changeText} />
      )
    case 'richText':
      return (
        <RichText {...{ label, description, error, values, disabled }} value={text} onChange={changeText} />
      )
    case 'number':
      return (
        <NumberField
          {...{ label, description, error, disabled }}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'boolean':
      return <Switch {...{ label, description, disabled }} checked={value === true} onChange={onChange} />
    case 'image':
      return <ImageField {...props} label={label} />
    case 'link':
      return <LinkField {...props} label={label} />
    case 'list':
      return <ListField {...props} label={label} editor={FieldEditor} />
    case 'json':
      return <JsonField {...{ label, description, error, disabled }} value={value} onChange={onChange} />
  }
}
