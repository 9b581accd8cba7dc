import type { Aggregation, EventCondition } from '../../condition.ts'
import type { AggregateKind } from '../../aggregate/aggregate.ts'
import { averageOf, countOf, distinctOf, extremeOf, sumOf } from '../../aggregate/aggregates.ts'
import { type Fold, foldAverage, foldDistinct, foldExtreme, foldSum } from '../../aggregate/fold.ts'
import { createAccumulatedLeaf } from '../../leaf/accumulated-leaf.ts'
import { createCountLeaf } from '../../leaf/count-leaf.ts'
import type { LeafState } from '../../leaf/leaf.ts'
import { createTotalLeaf } from '../../leaf/total-leaf.ts'
import { createWindowedLeaf } from '../../leaf/windowed-leaf.ts'
import type { Match } from '../../match.ts'
import type { Op } from '../../op.ts'
import { windowSpan } from '../../window/window-span.ts'
import type { Window } from '../../window/window.ts'
import { countRange } from '../count-range.ts'
import { compileEventPath } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { canonicalMatch, canonicalWindow, finite } from './canonical.ts'
import { keepsAll } from './keeps-all.ts'

export function lowerEvent(condition: EventCondition, plan: Lowering): number {
  const { event, where, window, agg = 'count', op = { gte: 1 } } = condition
  const match: Match = { event, where }
  return agg === 'count' ? lowerCount(match, window, op, plan) : lowerAggregate(match, window, agg, op, plan)
}

function lowerCount(match: Match, window: Window, op: Op, plan: Lowering): number {
  const range = countRange(op)
  if ('always' in range) return plan.gate(range.always ? 0 : 1, [])
  const { min, max, negated } = range
  const content = {
    kind: 'count',
    ...canonicalMatch(match),
    window: canonicalWindow(window, plan),
    min,
    max: finite(max),
  }
  const node = plan.history(content, () => {
    if (window === 'ever') return createTotalLeaf(match, min, max)
    const span = windowSpan(window, plan.timezone)
    if (typeof window === 'string') return createCountLeaf(match, span.reachMs, min, max)
    return createWindowedLeaf(match, span, countOf({ between: [min, max] }), () => null, false)
  })
  return negated ? plan.not(node) : node
}

function lowerAggregate(
  match: Match,
  window: Window,
  agg: Exclude<Aggregation, 'count'>,
  op: Op,
  plan: Lowering,
): number {
  const content = {
    kind: 'aggregate',
    ...canonicalMatch(match),
    window: canonicalWindow(window, plan),
    agg,
    op,
  }
  return plan.history(content, () => {
    const span = windowSpan(window, plan.timezone)
    const read = compileEventPath(Object.values(agg).join())
    const stays = keepsAll(window)
    const accumulated = <S extends LeafState>(fold: Fold<S>) =>
      createAccumulatedLeaf(match, span, fold, read, false)
    const windowed = (kind: AggregateKind) => createWindowedLeaf(match, span, kind, read, false)
    if ('sum' in agg) return stays ? accumulated(foldSum(op)) : windowed(sumOf(op))
    if ('avg' in agg) return stays ? accumulated(foldAverage(op)) : windowed(averageOf(op))
    if ('distinct' in agg) return stays ? accumulated(foldDistinct(op)) : windowed(distinctOf(op))
    const which = 'min' in agg ? 'min' : 'max'
    return stays ? accumulated(foldExtreme(which, op)) : windowed(extremeOf(which, op))
  })
}
