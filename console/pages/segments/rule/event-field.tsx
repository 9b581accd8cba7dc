import type { Json } from '../../../../shared/json.ts'
import { Button } from '../../../controls/button.tsx'
import { formatCount } from '../../../controls/format-count.ts'
import { SuggestField } from '../../../controls/suggest-field.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'
import { textOf, textsOf } from './text-of.ts'

interface Props {
  readonly label: string
  /** A name, several, or `*` for any. */
  readonly value: Json | undefined
  readonly onChange: (value: Json, group?: string) => void
}

/** The name of an event, or several of which any will do. */
export function EventField({ label, value, onChange }: Props) {
  const { completion, mayEdit } = useRule()
  const names = Array.isArray(value) ? textsOf(value) : [textOf(value)]
  const suggestions = [
    ...completion.events.map(({ name, count }) => ({
      value: name,
      hint: count === null ? 'not seen yet' : `${formatCount(count)} times`,
    })),
    { value: '*', hint: 'any event' },
  ]
  const write = (next: readonly string[], group?: string): void =>
    onChange(next.length === 1 ? (next[0] ?? '') : next, group)
  return (
    <div className="stack-tight">
      {names.map((name, index) => (
        <div key={index} className={styles['inline']}>
          <SuggestField
            label={index === 0 ? label : 'or'}
            value={name}
            suggestions={suggestions}
            onChange={(next) => write(names.with(index, next), `${label}/${index}`)}
          />
          {mayEdit && names.length > 1 && (
            <Button
              variant="quiet"
              size="small"
              icon="close"
              aria-label={`Remove ${name}`}
              onClick={() => write(names.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      {mayEdit && names[0] !== '' && names[0] !== '*' && (
        <div>
          <Button size="small" variant="quiet" icon="plus" onClick={() => write([...names, ''])}>
            Or another event
          </Button>
        </div>
      )}
    </div>
  )
}
