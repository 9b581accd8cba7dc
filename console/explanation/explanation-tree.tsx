import type { Condition } from '../../shared/segment/condition.ts'
import type { ConditionExplanation } from '../../shared/segment/explanation.ts'
import { groupOf } from '../../shared/segment/builder/group.ts'
import { Time } from '../controls/time.tsx'
import { describeSeen } from './describe-seen.ts'
import styles from './explanation.module.css'
import { TruthMark } from './truth-mark.tsx'

interface Props {
  readonly explanation: ConditionExplanation
  /** The rule that is explained, where it is at hand: its groups are then called by what they are. */
  readonly rule?: Condition | undefined
  /** The zone of its times. @default the machine's own */
  readonly zone?: string
}

/** Why a rule holds of somebody, or does not: its tree, with what was seen, since when, and until when. */
export function ExplanationTree({ explanation, rule, zone }: Props) {
  return (
    <ul className={styles['tree']}>
      <Node explanation={explanation} rule={rule} {...(zone !== undefined && { zone })} />
    </ul>
  )
}

function Node({ explanation, rule, zone }: Props) {
  const { truth, sentence, children = [] } = explanation
  const head = (
    <>
      <TruthMark truth={truth} />
      <span>{nameOf(rule) ?? capitalized(sentence)}</span>
    </>
  )
  const rules = rule === undefined ? [] : partsOf(rule)
  if (children.length === 0) {
    return (
      <li>
        <div className={styles['head']}>{head}</div>
        <Facts explanation={explanation} {...(zone !== undefined && { zone })} />
      </li>
    )
  }
  return (
    <li>
      <details open>
        <summary className={styles['head']}>{head}</summary>
        <Facts explanation={explanation} {...(zone !== undefined && { zone })} />
        <ul>
          {children.map((child, index) => (
            <Node key={index} explanation={child} rule={rules[index]} {...(zone !== undefined && { zone })} />
          ))}
        </ul>
      </details>
    </li>
  )
}

function Facts({ explanation, zone }: Pick<Props, 'explanation' | 'zone'>) {
  const { seen, since, changesAt, warmingUntil } = explanation
  const inZone = zone === undefined ? {} : { zone }
  if (seen === undefined && since === null && changesAt === null && warmingUntil === undefined) return null
  return (
    <p className={styles['facts']}>
      {seen !== undefined && <span>seen: {describeSeen(seen)}</span>}
      {since !== null && (
        <span>
          so since <Time at={since} {...inZone} />
        </span>
      )}
      {changesAt !== null && (
        <span>
          changes <Time at={changesAt} {...inZone} />, if nothing happens
        </span>
      )}
      {warmingUntil === null && <span>what happened before events were kept might decide</span>}
      {typeof warmingUntil === 'string' && (
        <span>
          certain from <Time at={warmingUntil} {...inZone} /> on: it looks back further than events are kept
        </span>
      )}
    </p>
  )
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The parts of a condition as explanations have them. */
function partsOf(rule: Condition): readonly Condition[] {
  if ('not' in rule) return [rule.not]
  return groupOf(rule)?.children.map(({ condition }) => condition) ?? []
}

function nameOf(rule: Condition | undefined): string | null {
  if (rule === undefined) return null
  if ('all' in rule) return rule.all.length === 1 ? 'This holds' : 'All of these hold'
  if ('any' in rule) return 'Any of these holds'
  if ('atLeast' in rule) return `At least ${rule.atLeast} of these hold`
  return 'not' in rule ? 'Not so that' : null
}
