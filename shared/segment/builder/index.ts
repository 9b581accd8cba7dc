export {
  addCondition,
  changeGroup,
  conditionAt,
  duplicateCondition,
  moveCondition,
  removeCondition,
  replaceCondition,
  unwrapGroup,
  wrapCondition,
} from './edit-rule.ts'
export { groupOf, type Group, type GroupType } from './group.ts'
export type { Field, Leaf, LeafForm, LeafKind } from './leaf-form.ts'
export { LEAF_FORMS, STEP_FIELDS } from './leaf-forms.ts'
export { changeKind, newLeaf, presetOf, type Presets } from './new-leaf.ts'
export { readAt, writeAt } from './pointer.ts'
export { WHERE_OPERATORS, type OperandType, type WhereOperator } from './where-operators.ts'
export { withField } from './with-field.ts'
export { fromRows, toRows, withOperator, type WhereRow } from './where-rows.ts'
