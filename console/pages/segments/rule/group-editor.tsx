import { changeGroup, type Group, type GroupType } from '../../../../shared/segment/builder/index.ts'
import { NumberField } from '../../../controls/number-field.tsx'
import { Select } from '../../../controls/select.tsx'
import { AddCondition } from './add-condition.tsx'
import { ConditionTools } from './condition-tools.tsx'
import { Findings } from './findings.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'

const TYPES: readonly { readonly value: GroupType; readonly label: string }[] = [
  { value: 'all', label: 'All of these' },
  { value: 'any', label: 'Any of these' },
  { value: 'none', label: 'None of these' },
  { value: 'atLeast', label: 'At least some of these' },
]

interface Props {
  readonly group: Group
  readonly pointer: string
  readonly place?: { readonly index: number; readonly of: number }
}

/** A group of conditions, how they are joined, and more to be added. */
export function GroupEditor({ group, pointer, place }: Props) {
  const { segment, mayEdit, change, truths, ConditionEditor } = useRule()
  const truth = truths.get(pointer)
  return (
    <div
      className={styles['group']}
      role="group"
      aria-label={TYPES.find(({ value }) => value === group.type)?.label}
    >
      <div className="spread">
        <div className="row">
          <Select<GroupType>
            label="How the conditions are joined"
            hideLabel
            value={group.type}
            disabled={!mayEdit}
            onChange={(type) => change(changeGroup(segment, pointer, type))}
            options={TYPES}
          />
          {group.type === 'atLeast' && (
            <NumberField
              label="How many at least"
              hideLabel
              value={group.atLeast ?? 1}
              min={1}
              max={group.children.length}
              disabled={!mayEdit}
              onChange={(count) =>
                change(changeGroup(segment, pointer, 'atLeast', count ?? 1), `${pointer}/n`)
              }
            />
          )}
        </div>
        <div className="row">
          {truth !== undefined && place !== undefined && (
            <span className={styles['count']}>
              {truth.holds} of {truth.of}
            </span>
          )}
          {mayEdit && place !== undefined && <ConditionTools pointer={pointer} place={place} isGroup />}
        </div>
      </div>
      {group.children.map(({ condition, at }, index) => (
        <ConditionEditor
          key={index}
          condition={condition}
          pointer={`${pointer}${at}`}
          place={{ index, of: group.children.length }}
        />
      ))}
      {group.children.length === 0 ? (
        <p className="muted">Nothing is asked yet. Add a condition: what visitors did, or who they are.</p>
      ) : (
        <Findings pointer={pointer} except={group.children.map(({ at }) => `${pointer}${at}`)} />
      )}
      {mayEdit && <AddCondition pointer={pointer} />}
    </div>
  )
}
