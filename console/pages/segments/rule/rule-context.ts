import { createContext, use, type ComponentType } from 'react'
import type { Json, JsonObject } from '../../../../shared/json.ts'
import type { Condition } from '../../../../shared/segment/condition.ts'
import type { Field, Presets } from '../../../../shared/segment/builder/index.ts'
import type { Issue } from '../../../../shared/problem/index.ts'
import type { Option } from '../../../controls/select.tsx'
import type { Completion } from './completion.ts'
import type { Truths } from './truths.ts'

/** A condition to edit, and where it stands. */
export interface ConditionProps {
  readonly condition: Condition
  readonly pointer: string
  /** How it stands among others; absent: it is a whole rule. */
  readonly place?: { readonly index: number; readonly of: number }
}

/** The fields of a condition, or of a part of one. */
export interface FieldListProps {
  readonly fields: readonly Field[]
  /** The condition, or the step, that has them. */
  readonly value: JsonObject
  readonly pointer: string
  readonly onChange: (key: string, value: Json | undefined, group?: string) => void
}

/** The segment that is being built, for whatever is a part of its editor. */
export interface RuleEditing {
  readonly segment: JsonObject
  readonly mayEdit: boolean
  /** Changes of one `group` that follow each other are undone together. */
  readonly change: (segment: JsonObject, group?: string) => void
  readonly issues: readonly Issue[]
  readonly warnings: readonly Issue[]
  readonly completion: Completion
  readonly presets: Presets
  /** The site's other segments. */
  readonly segments: readonly Option<string>[]
  /** Of how many visitors each condition holds, by its pointer. */
  readonly truths: ReadonlyMap<string, Truths>
  /** Which conditions are unfolded, by their pointers. */
  readonly unfolded: ReadonlySet<string>
  readonly unfold: (pointer: string, isUnfolded: boolean) => void
  /** Conditions have fields, and fields conditions: each knows of the other from here. */
  readonly ConditionEditor: ComponentType<ConditionProps>
  readonly FieldList: ComponentType<FieldListProps>
}

export const RuleContext = createContext<RuleEditing | null>(null)

export function useRule(): RuleEditing {
  const editing = use(RuleContext)
  if (editing === null) throw new Error('this belongs inside an editor of rules')
  return editing
}
