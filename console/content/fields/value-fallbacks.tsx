import { parseMergeParts, printMergeParts, type MergePart } from '../../../shared/experience/merge-part.ts'
import { Button } from '../../controls/button.tsx'
import { TextField } from '../../controls/text-field.tsx'
import { labelOf, type MergeValue } from '../merge-values.ts'
import styles from './value-fallbacks.module.css'

interface Props {
  /** What the text is called. */
  readonly label: string
  readonly text: string
  readonly values: readonly MergeValue[]
  readonly disabled: boolean
  readonly onChange: (text: string) => void
}

/** For each value in a text: what stands there where it is not known. Without it the sentence has a gap. */
export function ValueFallbacks({ label, text, values, disabled, onChange }: Props) {
  const parts = parseMergeParts(text)
  if (!parts.some(({ type }) => type === 'value')) return null
  const change = (index: number, part: MergePart | null): void =>
    onChange(printMergeParts(parts.flatMap((old, place) => (place === index ? (part ?? []) : old))))
  return (
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
  )
}
