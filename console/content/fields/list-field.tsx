import type { ComponentType } from 'react'
import type { Json } from '../../../shared/json.ts'
import { Button } from '../../controls/button.tsx'
import { without } from '../without.ts'
import type { FieldProps, LabelledFieldProps } from './field-props.ts'
import { membersOf } from './members-of.ts'
import styles from './field-editor.module.css'
import { JsonField } from './json-field.tsx'

interface Props extends LabelledFieldProps {
  /** Edits a member of an entry. */
  readonly editor: ComponentType<FieldProps>
}

/** A list: entry by entry where it says what they hold, else as JSON. */
export function ListField(props: Props) {
  const { label, field, value, onChange, values, errorAt, editor: Editor, disabled = false } = props
  const { item, description } = field
  // `as`: a list, which TypeScript does not conclude for readonly ones
  const entries = Array.isArray(value) ? (value as Json[]) : []
  if (item === undefined) {
    return (
      <JsonField
        {...{ label, description, disabled }}
        error={errorAt('')}
        value={value}
        onChange={onChange}
      />
    )
  }
  const put = (next: readonly Json[]): void =>
    onChange(next.length === 0 && !field.required ? undefined : next)
  const move = (index: number, by: -1 | 1): void => {
    const next = [...entries]
    next.splice(index + by, 0, ...next.splice(index, 1))
    put(next)
  }
  const changeMember = (index: number, name: string, member: Json | undefined): void =>
    put(
      entries.map((entry, place) => {
        if (place !== index) return entry
        const members = membersOf(entry)
        return member === undefined ? without(members, name) : { ...members, [name]: member }
      }),
    )
  return (
    <fieldset className={styles['group']}>
      <legend>{label}</legend>
      {description !== undefined && <p className="muted small">{description}</p>}
      {entries.map((entry, index) => (
        <fieldset key={index} className={styles['entry']}>
          <legend className="row">
            Entry {index + 1}
            <Button
              variant="quiet"
              size="small"
              icon="up"
              aria-label={`Move entry ${index + 1} up`}
              disabled={disabled || index === 0}
              onClick={() => move(index, -1)}
            />
            <Button
              variant="quiet"
              size="small"
              icon="down"
              aria-label={`Move entry ${index + 1} down`}
              disabled={disabled || index === entries.length - 1}
              onClick={() => move(index, 1)}
            />
            <Button
              variant="quiet"
              size="small"
              icon="trash"
              aria-label={`Take entry ${index + 1} out`}
              disabled={disabled}
              onClick={() => put(entries.filter((_, place) => place !== index))}
            />
          </legend>
          {Object.entries(item).map(([name, type]) => (
            <Editor
              key={name}
              name={name}
              field={{ type, required: false }}
              value={membersOf(entry)[name]}
              values={values}
              disabled={disabled}
              errorAt={(pointer) => errorAt(`/${index}/${name}${pointer}`)}
              onChange={(member) => changeMember(index, name, member)}
            />
          ))}
        </fieldset>
      ))}
      <div>
        <Button icon="plus" disabled={disabled} onClick={() => put([...entries, {}])}>
          Add an entry
        </Button>
      </div>
    </fieldset>
  )
}
