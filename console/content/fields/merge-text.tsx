import { useId, useLayoutEffect, useRef } from 'react'
import { parseMergeParts, printMergeParts, type MergePart } from '../../../shared/experience/merge-part.ts'
import { Button } from '../../controls/button.tsx'
import { classNames } from '../../controls/class-names.ts'
import { Menu } from '../../controls/menu.tsx'
import { TextField } from '../../controls/text-field.tsx'
import fieldStyles from '../../controls/field.module.css'
import { labelOf, type MergeValue } from '../merge-values.ts'
import { readParts, writeParts } from './merge-dom.ts'
import styles from './merge-text.module.css'

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
  const parts = parseMergeParts(value)
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
    const before = editor.current === null ? parts : readParts(editor.current)
    onChange(printMergeParts([...before, { type: 'value', path, fallback: null }]))
  }
  const change = (index: number, part: MergePart | null): void =>
    onChange(printMergeParts(parts.flatMap((old, place) => (place === index ? (part ?? []) : old))))

  return (
    <div className={fieldStyles['field']}>
      <div className="spread">
        <span className={fieldStyles['label']} id={`${id}-label`}>
          {label}
        </span>
        <Menu
          trigger={
            <Button
              variant="quiet"
              size="small"
              icon="plus"
              disabled={disabled}
              aria-label={`Insert a value into ${label}`}
            >
              Value
            </Button>
          }
          items={values.map((item) => ({ label: item.label, onSelect: () => insert(item) }))}
        />
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
      {parts.some(({ type }) => type === 'value') && (
        <ul className={styles['values']} aria-label={`Values in ${label}`}>
          {parts.map((part, index) => {
            if (part.type !== 'value') return null
            const name = labelOf(part.path, values)
            const isMissing = part.fallback === null || part.fallback === ''
            return (
              <li key={index}>
                <TextField
                  label={`Where ${name} is not known`}
                  value={part.fallback ?? ''}
                  placeholder="Say this instead"
                  disabled={disabled}
                  error={isMissing ? 'Needed: without it the sentence has a gap.' : undefined}
                  onChange={(fallback) => change(index, { ...part, fallback })}
                />
                <Button
                  variant="quiet"
                  size="small"
                  icon="close"
                  disabled={disabled}
                  aria-label={`Take ${name} out of ${label}`}
                  onClick={() => change(index, null)}
                />
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
