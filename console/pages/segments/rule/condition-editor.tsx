import { groupOf } from '../../../../shared/segment/builder/index.ts'
import { GroupEditor } from './group-editor.tsx'
import { LeafEditor } from './leaf-editor.tsx'
import type { ConditionProps } from './rule-context.ts'

/** A condition to edit: a group of others, or one that asks something itself. */
export function ConditionEditor({ condition, ...rest }: ConditionProps) {
  const group = groupOf(condition)
  if (group !== null) return <GroupEditor group={group} {...rest} />
  return 'kind' in condition ? <LeafEditor condition={condition} {...rest} /> : null
}
