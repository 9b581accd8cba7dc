import type { JsonObject } from '../../../shared/json.ts'
import { TextField } from '../../controls/text-field.tsx'
import styles from './field-editor.module.css'
import type { LabelledFieldProps } from './field-props.ts'
import { membersOf } from './members-of.ts'
import { MergeText } from './merge-text.tsx'
import { textOf } from './text-of.ts'

/** A link: its words and where it leads. */
export function LinkField({
  label,
  field,
  value,
  onChange,
  values,
  errorAt,
  disabled = false,
}: LabelledFieldProps) {
  const link = membersOf(value)
  const change = (member: JsonObject): void => {
    const next = { href: '', label: '', ...link, ...member }
    const isEmpty = next.href === '' && next.label === ''
    onChange(isEmpty && !field.required ? undefined : next)
  }
  return (
    <fieldset className={styles['group']}>
      <legend>{label}</legend>
      {field.description !== undefined && <p className="muted small">{field.description}</p>}
      <MergeText
        label="Words"
        value={textOf(link['label'])}
        values={values}
        error={errorAt('/label')}
        disabled={disabled}
        onChange={(words) => change({ label: words })}
      />
      <TextField
        label="Address"
        description="A path such as /sale, or a whole address that begins with https://."
        value={textOf(link['href'])}
        error={errorAt('/href') ?? errorAt('')}
        disabled={disabled}
        spellCheck={false}
        onChange={(href) => change({ href })}
      />
    </fieldset>
  )
}
