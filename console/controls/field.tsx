import { Field as Base } from '@base-ui/react/field'
import type { ReactNode } from 'react'
import styles from './field.module.css'
import { classNames } from './class-names.ts'

export interface FieldProps {
  readonly label: string
  /** What to put in, in a sentence. */
  readonly description?: ReactNode
  /** What is wrong with what is in it, and what would be right. */
  readonly error?: ReactNode
  /** Whether the label is only for readers. @default false */
  readonly hideLabel?: boolean
}

/** A label, a control, and what is to be said of both; whatever is inside is tied to them for readers. */
export function Field({
  label,
  description,
  error,
  hideLabel,
  children,
}: FieldProps & { children: ReactNode }) {
  const isWrong = error !== undefined && error !== null && error !== false && error !== ''
  return (
    <Base.Root className={styles['field']} invalid={isWrong}>
      <Base.Label className={classNames(styles['label'], hideLabel && 'visually-hidden')}>{label}</Base.Label>
      {children}
      {description !== undefined && (
        <Base.Description className={styles['description']}>{description}</Base.Description>
      )}
      {isWrong && (
        <Base.Error match className={styles['error']}>
          {error}
        </Base.Error>
      )}
    </Base.Root>
  )
}
