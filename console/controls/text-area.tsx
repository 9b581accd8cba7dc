import { Field as Base } from '@base-ui/react/field'
import type { ComponentProps } from 'react'
import { Field, type FieldProps } from './field.tsx'
import styles from './field.module.css'

type Props = FieldProps & {
  readonly value: string
  readonly onChange: (value: string) => void
} & Pick<
    ComponentProps<'textarea'>,
    'rows' | 'maxLength' | 'placeholder' | 'spellCheck' | 'disabled' | 'required'
  >

/** Text of several lines. */
export function TextArea({ label, description, error, hideLabel, value, onChange, ...rest }: Props) {
  return (
    <Field {...{ label, description, error }} hideLabel={hideLabel ?? false}>
      <Base.Control
        className={styles['input']}
        value={value}
        render={<textarea {...rest} value={value} onChange={(event) => onChange(event.target.value)} />}
      />
    </Field>
  )
}
