import { LEAF_FORMS, type LeafKind } from '../../../../shared/segment/builder/index.ts'
import type { MenuItem } from '../../../controls/menu.tsx'

/** The kinds of condition, to choose from. */
export function leafMenu(choose: (kind: LeafKind) => void): MenuItem[] {
  return LEAF_FORMS.map(({ kind, name }) => ({ label: name, onSelect: () => choose(kind) }))
}
