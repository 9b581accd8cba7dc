import type { ProfileEvent } from '../../../event/profile-event.ts'
import type { Json } from '../../../json.ts'
import type { PickCondition } from '../../condition.ts'
import { foldMostFrequent, foldPick, mostFrequentOf, pickOf } from '../../aggregate/picks.ts'
import { createAccumulatedLeaf } from '../../leaf/accumulated-leaf.ts'
import { createWindowedLeaf } from '../../leaf/windowed-leaf.ts'
import type { Match } from '../../match.ts'
import { compileWhere } from '../../where/compile-where.ts'
import { windowSpan } from '../../window/window-span.ts'
import { compileEventPath, compileEventWhere } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { canonicalMatch, canonicalWindow } from './canonical.ts'
import { keepsAll } from './keeps-all.ts'

export function lowerPick({ pick, event, where, of, has, window }: PickCondition, plan: Lowering): number {
  const match: Match = { event, where }
  const content = {
    kind: 'pick',
    pick,
    ...canonicalMatch(match),
    of,
    has,
    window: canonicalWindow(window, plan),
  }
  return plan.history(content, () => {
    const span = windowSpan(window, plan.timezone)
    const readOf = of === undefined ? undefined : compileEventPath(of)
    if (pick === 'mostFrequent') {
      // What is picked is a value: it stands at its own path, and nothing else is known of it.
      const test = compileWhere(has, { path: (path) => (value) => (path === of ? value : null) })
      const fits = (value: Json) => test.holds(value, 0)
      const read = readOf ?? (() => null)
      return keepsAll(window)
        ? createAccumulatedLeaf(match, span, foldMostFrequent(fits), read, true)
        : createWindowedLeaf(match, span, mostFrequentOf(fits), read, true)
    }
    const fits = compileEventWhere(has)
    const read = (event: ProfileEvent) => (readOf?.(event) === null ? null : fits(event))
    return keepsAll(window)
      ? createAccumulatedLeaf(match, span, foldPick(pick), read, true)
      : createWindowedLeaf(match, span, pickOf(pick), read, true)
  })
}
