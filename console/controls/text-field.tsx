import { Field as Base } from '@base-ui/react/field'
import type { ComponentProps } from 'react'
import { Field, type FieldProps } from './field.tsx'
import styles from './field.module.css'

type Props = FieldProps & {
  readonly value: string
  readonly onChange: (value: string) => void
} & Omit<
    ComponentProps<'input'>,
    'value' | 'onChange' | 'children' | 'defaultValue' | 'ref' | 'className' | 'style'
  >

/** A line of text. */
export function TextField({ label, description, error, hideLabel, value, onChange, ...rest }: Props) {
  return (
    <Field {...{ label, description, error }} hideLabel={hideLabel ?? false}>
      <Base.Control
        {...rest}
        className={styles['input']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
