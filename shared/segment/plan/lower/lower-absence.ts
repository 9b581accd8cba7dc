import type { AbsenceCondition } from '../../condition.ts'
import { createAbsenceLeaf } from '../../leaf/absence-leaf.ts'
import { compileEventPath } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { canonicalMatch, finite, lengthOf } from './canonical.ts'

export function lowerAbsence(condition: AbsenceCondition, plan: Lowering): number {
  const { after, none, clearedBy, key, restart = true } = condition
  const withinMs = lengthOf(condition.within)
  const activeForMs = lengthOf(condition.activeFor)
  const content = {
    kind: 'absence',
    after: canonicalMatch(after),
    none: canonicalMatch(none),
    clearedBy: clearedBy && canonicalMatch(clearedBy),
    withinMs,
    activeForMs: finite(activeForMs),
    key,
    restart,
  }
  return plan.history(content, () =>
    createAbsenceLeaf({
      after,
      none,
      clearedBy,
      withinMs,
      activeForMs,
      restart,
      key: key === undefined ? undefined : compileEventPath(key),
    }),
  )
}
