import type { JsonObject } from '../../../../shared/json.ts'
import { presetOf, type Field } from '../../../../shared/segment/builder/index.ts'
import { Button } from '../../../controls/button.tsx'
import { FieldEditor } from './field-editor.tsx'
import { Findings } from './findings.tsx'
import { useRule, type FieldListProps } from './rule-context.ts'
import styles from './rule.module.css'

/** Fields that say nothing where they are as they begin: always in sight, and left out then. */
const isShownAlways = ({ type, isOptional }: Field): boolean =>
  isOptional !== true || type === 'flag' || type === 'choice'

const WIDE = new Set<Field['type']>(['where', 'match', 'steps', 'condition'])

/** The fields of a condition, and those that can be added to it. */
export function FieldList({ fields, value, pointer, onChange }: FieldListProps) {
  const { mayEdit, presets } = useRule()
  const shown = fields.filter((field) => isShownAlways(field) || value[field.key] !== undefined)
  const addable = fields.filter((field) => !shown.includes(field))
  const eventsOf = namesIn(value)
  return (
    <>
      <div className={styles['fields']}>
        {shown.map((field) => (
          <div key={field.key} className={WIDE.has(field.type) ? styles['wide'] : undefined}>
            <FieldEditor
              field={field}
              value={value[field.key]}
              events={eventsOf}
              pointer={`${pointer}/${field.key}`}
              onChange={(next, group) => onChange(field.key, next, group)}
              {...(mayEdit &&
                field.isOptional === true &&
                !isShownAlways(field) && { onRemove: () => onChange(field.key, undefined) })}
            />
            {!HAS_OWN_FINDINGS.has(field.type) && <Findings pointer={`${pointer}/${field.key}`} />}
          </div>
        ))}
      </div>
      <Findings pointer={pointer} onlyHere />
      {mayEdit && addable.length > 0 && (
        <div className="row">
          {addable.map((field) => (
            <Button
              key={field.key}
              size="small"
              variant="quiet"
              icon="plus"
              title={field.hint}
              onClick={() => onChange(field.key, presetOf(field, presets))}
            >
              {field.label}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

/** What these say of what is inside them they say there. */
const HAS_OWN_FINDINGS = new Set<Field['type']>(['match', 'steps', 'condition'])

/** Which events a condition is about: what they carry can be asked for. */
function namesIn({ event }: JsonObject): readonly string[] {
  if (typeof event === 'string') return [event]
  return Array.isArray(event) ? event.filter((name): name is string => typeof name === 'string') : []
}
