import { toPointer } from '../../problem/index.ts'
import type { Plan } from '../plan/plan.ts'
import { type Atoms, createAtoms } from './atoms.ts'
import { constantOf } from './constant-of.ts'
import type { Lint } from './lint.ts'
import { conditionsIn, partsOf, type PlacedCondition } from './placed-condition.ts'

/** Conditions whose answer does not depend on the visitor. Of those that stand in one another the outermost. */
export function findConstants(plan: Plan, roots: readonly PlacedCondition[]): Lint[] {
  const conditions = roots.flatMap(conditionsIn).map(({ condition }) => condition)
  const atoms = createAtoms(plan, conditions)
  return roots.flatMap((root) => constantsIn(root, atoms))
}

function constantsIn(placed: PlacedCondition, atoms: Atoms): Lint[] {
  const node = atoms.plan.nodeOf.get(placed.condition)
  const constant = node === undefined ? null : constantOf(node, atoms)
  if (constant === null) return partsOf(placed).flatMap((part) => constantsIn(part, atoms))
  return [
    {
      lint: constant ? 'alwaysTrue' : 'neverTrue',
      pointer: toPointer(placed.path),
      found: constant ? 'a condition that is always true' : 'a condition that can never be true',
      expected: 'one that some visitors meet and others do not',
    },
  ]
}
