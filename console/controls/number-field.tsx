import { Field as Base } from '@base-ui/react/field'
import type { ComponentProps } from 'react'
import { Field, type FieldProps } from './field.tsx'
import styles from './field.module.css'

type Props = FieldProps & {
  /** Null: nothing is in it. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
} & Pick<ComponentProps<'input'>, 'min' | 'max' | 'step' | 'placeholder' | 'disabled' | 'required'>

/** A number. */
export function NumberField({ label, description, error, hideLabel, value, onChange, ...rest }: Props) {
  return (
    <Field {...{ label, description, error }} hideLabel={hideLabel ?? false}>
      <Base.Control
        {...rest}
        type="number"
        inputMode="decimal"
        className={styles['input']}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : target.valueAsNumber)}
      />
    </Field>
  )
}
