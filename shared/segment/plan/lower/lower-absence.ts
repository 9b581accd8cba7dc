import type { AbsenceCondition } from '../../condition.ts'
import { createAbsenceLeaf } from '../../leaf/absence-leaf.ts'
import { compileEventPath } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { splitMatch } from '../referring-match.ts'
import { createBindings } from './bindings.ts'
import { canonicalMatch, finite, lengthOf } from './canonical.ts'

export function lowerAbsence(condition: AbsenceCondition, plan: Lowering): number {
  const { after, none, clearedBy, key, restart = true } = condition
  const withinMs = lengthOf(condition.within)
  const activeForMs = lengthOf(condition.activeFor)
  const bindings = createBindings([after.as], [none.where, clearedBy?.where])
  const content = {
    kind: 'absence',
    after: canonicalMatch(after),
    none: bindings.rename(canonicalMatch(none)),
    clearedBy: clearedBy && bindings.rename(canonicalMatch(clearedBy)),
    withinMs,
    activeForMs: finite(activeForMs),
    key,
    restart,
  }
  return plan.history(content, () =>
    createAbsenceLeaf({
      after,
      none: splitMatch(none, bindings.references),
      clearedBy: clearedBy && splitMatch(clearedBy, bindings.references),
      binds: bindings.readersOf(0),
      withinMs,
      activeForMs,
      restart,
      key: key === undefined ? undefined : compileEventPath(key),
    }),
  )
}
