import type { Field } from '../../../shared/experience/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { Issue } from '../../../shared/problem/index.ts'
import { describeIssue } from '../describe-issue.ts'
import type { DraftFields } from '../draft-content.ts'
import type { MergeValue } from '../merge-values.ts'
import { without } from '../without.ts'
import { FieldEditor } from './field-editor.tsx'

interface Props {
  readonly fields: Readonly<Record<string, Field>>
  readonly content: DraftFields
  /** `field` is the one that changed: its changes are undone together. */
  readonly onChange: (content: DraftFields, field: string) => void
  readonly values: readonly MergeValue[]
  /** What is wrong, by pointers into the content. */
  readonly issues: readonly Issue[]
  readonly disabled?: boolean
}

/** The fields of a slot, filled in. */
export function FieldsForm({ fields, content, onChange, values, issues, disabled = false }: Props) {
  const change = (name: string, value: Json | undefined): void => {
    const next = value === undefined ? without(content, name) : { ...content, [name]: value }
    onChange(next, name)
  }
  return (
    <div className="stack">
      {Object.entries(fields).map(([name, field]) => (
        <FieldEditor
          key={name}
          name={name}
          field={field}
          value={content[name]}
          values={values}
          disabled={disabled}
          errorAt={(pointer) => describeIssue(issues.find((issue) => issue.pointer === `/${name}${pointer}`))}
          onChange={(value) => change(name, value)}
        />
      ))}
    </div>
  )
}
