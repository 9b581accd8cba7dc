import { useId, useLayoutEffect, useRef } from 'react'
import { parseMergeParts, printMergeParts } from '../../../shared/experience/merge-part.ts'
import { classNames } from '../../controls/class-names.ts'
import fieldStyles from '../../controls/field.module.css'
import { labelOf, type MergeValue } from '../merge-values.ts'
import { InsertValue } from './insert-value.tsx'
import { readParts, writeParts } from './merge-dom.ts'
import styles from './merge-text.module.css'
import { ValueFallbacks } from './value-fallbacks.tsx'

interface Props {
  readonly label: string
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly value: string
  readonly values: readonly MergeValue[]
  readonly onChange: (value: string) => void
  readonly disabled?: boolean
}

/**
 * A text with values of the visitor in it, shown as chips. What stands there where a value is not known is asked for below,
 * one field for each.
 */
export function MergeText({ label, description, error, value, values, onChange, disabled = false }: Props) {
  const id = useId()
  const editor = useRef<HTMLDivElement>(null)
  /** What the editor shows: only what came from elsewhere is written into it, or the caret would jump. */
  const shown = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (shown.current === value || editor.current === null) return
    shown.current = value
    writeParts(editor.current, parseMergeParts(value), (path) => labelOf(path, values))
  }, [value, values])

  const read = (): void => {
    if (editor.current === null) return
    const text = printMergeParts(readParts(editor.current))
    shown.current = text
    onChange(text)
  }
  const insert = ({ path }: MergeValue): void => {
    const before = editor.current === null ? parseMergeParts(value) : readParts(editor.current)
    onChange(printMergeParts([...before, { type: 'value', path, fallback: null }]))
  }

  return (
    <div className={fieldStyles['field']}>
      <div className="spread">
        <span className={fieldStyles['label']} id={`${id}-label`}>
          {label}
        </span>
        <InsertValue {...{ label, values, disabled }} onInsert={insert} />
      </div>
      <div
        ref={editor}
        className={classNames(fieldStyles['input'], styles['editor'])}
        contentEditable={disabled ? false : 'plaintext-only'}
        suppressContentEditableWarning
        role="textbox"
        tabIndex={0}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-description`}
        aria-invalid={error !== undefined}
        aria-disabled={disabled}
        data-invalid={error === undefined ? undefined : ''}
        onInput={read}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div id={`${id}-description`}>
        {description !== undefined && <div className={fieldStyles['description']}>{description}</div>}
        {error !== undefined && <div className={fieldStyles['error']}>{error}</div>}
      </div>
      <ValueFallbacks {...{ label, values, disabled, onChange }} text={value} />
    </div>
  )
}
