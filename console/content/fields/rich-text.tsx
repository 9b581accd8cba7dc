import { useId, useRef } from 'react'
import { Button } from '../../controls/button.tsx'
import { TextArea } from '../../controls/text-area.tsx'
import type { MergeValue } from '../merge-values.ts'
import { InsertValue } from './insert-value.tsx'
import styles from './rich-text.module.css'
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

/** What a button does to the words that are selected. */
const MARKS: readonly {
  readonly name: string
  readonly sign: string
  readonly mark: (text: string) => string
}[] = [
  { name: 'Bold', sign: 'B', mark: (text) => `**${text || 'bold'}**` },
  { name: 'Italic', sign: 'I', mark: (text) => `*${text || 'italic'}*` },
  { name: 'Link', sign: 'Link', mark: (text) => `[${text || 'label'}](/)` },
  {
    name: 'List',
    sign: 'List',
    mark: (text) =>
      (text || 'an entry')
        .split('\n')
        .map((line) => `- ${line}`)
        .join('\n'),
  },
]

/** A text with a few marks, which buttons put round what is selected; how it looks, the preview shows. */
export function RichText({ label, description, error, value, values, onChange, disabled = false }: Props) {
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const replace = (make: (selected: string) => string): void => {
    const area = frame.current?.querySelector('textarea')
    const [from, to] = [area?.selectionStart ?? value.length, area?.selectionEnd ?? value.length]
    onChange(value.slice(0, from) + make(value.slice(from, to)) + value.slice(to))
    area?.focus()
  }
  return (
    <div ref={frame} className={styles['frame']}>
      <TextArea
        label={label}
        description={description ?? 'An empty line begins a new paragraph.'}
        error={error}
        value={value}
        onChange={onChange}
        rows={5}
        disabled={disabled}
      />
      <div className={styles['marks']} role="group" aria-label={`Marks of ${label}`} id={id}>
        {MARKS.map(({ name, sign, mark }) => (
          <Button
            key={name}
            variant="quiet"
            size="small"
            disabled={disabled}
            aria-label={name}
            onClick={() => replace(mark)}
          >
            {sign}
          </Button>
        ))}
        <InsertValue
          {...{ label, values, disabled }}
          onInsert={({ path }) => replace(() => `{{ ${path} }}`)}
        />
      </div>
      <ValueFallbacks {...{ label, values, disabled, onChange }} text={value} />
    </div>
  )
}
