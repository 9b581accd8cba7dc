import type { JsonObject } from '../../../../shared/json.ts'
import {
  changeKind,
  LEAF_FORMS,
  replaceCondition,
  withField,
  type Leaf,
  type LeafKind,
} from '../../../../shared/segment/builder/index.ts'
import { describeCondition } from '../../../../shared/segment/sentence/describe-condition.ts'
import { Icon } from '../../../controls/icon.tsx'
import { Select } from '../../../controls/select.tsx'
import { AddCondition } from './add-condition.tsx'
import { ConditionTools } from './condition-tools.tsx'
import { FieldList } from './field-list.tsx'
import { Findings } from './findings.tsx'
import { useRule } from './rule-context.ts'
import styles from './rule.module.css'

interface Props {
  readonly condition: Leaf
  readonly pointer: string
  readonly place?: { readonly index: number; readonly of: number }
}

/** A condition that asks something: what it says, and unfolded the form that it is made with. */
export function LeafEditor({ condition, pointer, place }: Props) {
  const { segment, mayEdit, change, presets, issues, truths, unfolded, unfold } = useRule()
  const form = LEAF_FORMS.find(({ kind }) => kind === condition.kind)
  const isOpen = unfolded.has(pointer)
  const isWrong = issues.some((issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`))
  const truth = truths.get(pointer)
  if (form === undefined) return null
  const leaf = (
    <div className={styles['leaf']} data-wrong={isWrong || undefined}>
      <div className={styles['head']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={isOpen}
          onClick={() => unfold(pointer, !isOpen)}
        >
          <span className={styles['chevron']} data-open={isOpen || undefined}>
            <Icon name="chevronRight" size={14} />
          </span>
          <span>{sentence(condition)}</span>
        </button>
        {truth !== undefined && (
          <span
            className={styles['count']}
            title={`It holds for ${truth.holds} of the ${truth.of} visitors who were looked at`}
          >
            {truth.holds} of {truth.of}
          </span>
        )}
        {mayEdit && place !== undefined && <ConditionTools pointer={pointer} place={place} />}
      </div>
      {isOpen && (
        <fieldset className={styles['body']} disabled={!mayEdit}>
          <legend className="visually-hidden">{form.name}</legend>
          <Select<LeafKind>
            label="Visitors of whom this is true"
            description={form.about}
            value={condition.kind}
            disabled={!mayEdit}
            onChange={(kind) =>
              change(replaceCondition(segment, pointer, changeKind(condition, kind, presets)))
            }
            options={LEAF_FORMS.map(({ kind, name }) => ({ value: kind, label: name }))}
          />
          <FieldList
            fields={form.fields}
            // `as`: conditions are JSON
            value={condition as unknown as JsonObject}
            pointer={pointer}
            onChange={(key, value, group) =>
              change(
                replaceCondition(
                  segment,
                  pointer,
                  // `as`: the same condition with a member changed; what is not right is pointed out
                  withField(condition as unknown as JsonObject, key, value) as unknown as Leaf,
                ),
                group,
              )
            }
          />
        </fieldset>
      )}
      {!isOpen && isWrong && (
        <div className={styles['body']}>
          <Findings pointer={pointer} />
        </div>
      )}
    </div>
  )
  if (place !== undefined || !mayEdit) return leaf
  return (
    <div className="stack-tight">
      {leaf}
      {isRoot(pointer) && <AddCondition pointer={pointer} />}
    </div>
  )
}

/** What holds at the moment of an event may be one condition; another can be added to it, too. */
const isRoot = (pointer: string): boolean => /\/(?:when|holds)$/.test(pointer)

function sentence(condition: Leaf): string {
  try {
    const text = describeCondition(condition)
    return text.charAt(0).toUpperCase() + text.slice(1)
  } catch {
    return 'Not complete yet'
  }
}
