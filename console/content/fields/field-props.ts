import type { Field } from '../../../shared/experience/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { MergeValue } from '../merge-values.ts'

/** What the editor of a field is given. */
export interface FieldProps {
  readonly name: string
  readonly field: Field
  /** Undefined: nothing is in it. */
  readonly value: Json | undefined
  /** Undefined takes it out. */
  readonly onChange: (value: Json | undefined) => void
  readonly values: readonly MergeValue[]
  /** What is wrong at a pointer below the field: `''` is the field itself. */
  readonly errorAt: (pointer: string) => string | undefined
  readonly disabled?: boolean
}

/** The same for a field of a kind, which is called by its label. */
export interface LabelledFieldProps extends FieldProps {
  readonly label: string
}
