import {
  addCondition,
  changeGroup,
  newLeaf,
  type Group,
  type GroupType,
  type LeafKind,
} from '../../../../shared/segment/builder/index.ts'
import { Button } from '../../../controls/button.tsx'
import { Menu } from '../../../controls/menu.tsx'
import { NumberField } from '../../../controls/number-field.tsx'
import { Select } from '../../../controls/select.tsx'
import { ConditionTools } from './condition-tools.tsx'
import { Findings } from './findings.tsx'
import { leafMenu } from './leaf-menu.ts'
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
  const { segment, mayEdit, change, presets, unfold, truths, ConditionEditor } = useRule()
  const truth = truths.get(pointer)
  const add = (kind: LeafKind): void => {
    unfold(addedAt(group, pointer), true)
    change(addCondition(segment, pointer, newLeaf(kind, presets)))
  }
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
      {group.children.length === 0 && (
        <p className="muted">Nothing is asked yet. Add a condition: what visitors did, or who they are.</p>
      )}
      <Findings pointer={pointer} onlyHere />
      {mayEdit && (
        <div className="row">
          <Menu
            align="start"
            trigger={
              <Button size="small" icon="plus">
                Add a condition
              </Button>
            }
            items={leafMenu(add)}
          />
          <Button
            size="small"
            variant="quiet"
            icon="plus"
            onClick={() => {
              const inner = addedAt(group, pointer)
              const type = group.type === 'all' ? 'any' : 'all'
              unfold(`${inner}/${type}/0`, true)
              change(addCondition(segment, pointer, { [type]: [newLeaf('event', presets)] } as never))
            }}
          >
            Add a group
          </Button>
        </div>
      )}
    </div>
  )
}

/** Where the next condition of a group will stand. */
function addedAt({ type, children }: Group, pointer: string): string {
  const index = children.length
  if (type === 'atLeast') return `${pointer}/of/${index}`
  return type === 'none' ? `${pointer}/not/any/${index}` : `${pointer}/${type}/${index}`
}
