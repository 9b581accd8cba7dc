import {
  addCondition,
  conditionAt,
  groupOf,
  newLeaf,
  type Group,
  type LeafKind,
} from '../../../../shared/segment/builder/index.ts'
import { Button } from '../../../controls/button.tsx'
import { Menu } from '../../../controls/menu.tsx'
import { leafMenu } from './leaf-menu.ts'
import { useRule } from './rule-context.ts'

/** Adds a condition, or a group of them, to a group; to what is none it adds it as another that must hold. */
export function AddCondition({ pointer }: { readonly pointer: string }) {
  const { segment, change, presets, unfold } = useRule()
  const there = conditionAt(segment, pointer)
  const group = there === null ? null : groupOf(there)
  const at = addedAt(group, pointer)
  return (
    <div className="row">
      <Menu
        align="start"
        trigger={
          <Button size="small" icon="plus">
            Add a condition
          </Button>
        }
        items={leafMenu((kind: LeafKind) => {
          unfold(at, true)
          change(addCondition(segment, pointer, newLeaf(kind, presets)))
        })}
      />
      <Button
        size="small"
        variant="quiet"
        icon="plus"
        onClick={() => {
          const leaf = newLeaf('event', presets)
          const isAll = group === null || group.type === 'all'
          unfold(isAll ? `${at}/any/0` : `${at}/all/0`, true)
          change(addCondition(segment, pointer, isAll ? { any: [leaf] } : { all: [leaf] }))
        }}
      >
        Add a group
      </Button>
    </div>
  )
}

/** Where the next condition of a group will stand. */
function addedAt(group: Group | null, pointer: string): string {
  if (group === null) return `${pointer}/all/1`
  const index = group.children.length
  if (group.type === 'atLeast') return `${pointer}/of/${index}`
  return group.type === 'none' ? `${pointer}/not/any/${index}` : `${pointer}/${group.type}/${index}`
}
