import type { Aggregation, EventCondition } from '../../condition.ts'
import { distinguishableCount } from '../../aggregate/fold.ts'
import { numberTest } from '../../aggregate/number-test.ts'
import { distinctCount, type Way, WAYS } from '../../aggregate/ways.ts'
import { createCountLeaf } from '../../leaf/count-leaf.ts'
import { createMeasuredLeaf } from '../../leaf/measured-leaf.ts'
import { createTotalLeaf } from '../../leaf/total-leaf.ts'
import type { Match } from '../../match.ts'
import type { Op } from '../../op.ts'
import { windowSpan } from '../../window/window-span.ts'
import type { Window } from '../../window/window.ts'
import { countRange } from '../count-range.ts'
import { compileEventPath } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { canonicalMatch, canonicalWindow, finite } from './canonical.ts'
import { createMeasure } from './create-measure.ts'
import { leafInWindow } from './leaf-in-window.ts'

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
  const node = plan.history(content, () =>
    leafInWindow(window, (span) => {
      if (span === 'ever') return createTotalLeaf(match, min, max)
      if (typeof span === 'string')
        return createCountLeaf(match, windowSpan(span, plan.timezone).reachMs, min, max)
      const measure = createMeasure(match, span, plan.timezone, WAYS.count, () => null)
      return createMeasuredLeaf(measure, numberTest({ between: [min, max] }))
    }),
  )
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
    const read = compileEventPath(Object.values(agg).join())
    return createMeasuredLeaf(
      createMeasure(match, window, plan.timezone, wayOf(agg, op), read),
      numberTest(op),
    )
  })
}

function wayOf(agg: Exclude<Aggregation, 'count'>, op: Op): Way {
  if ('sum' in agg) return WAYS.sum
  if ('avg' in agg) return WAYS.avg
  if ('min' in agg) return WAYS.min
  return 'max' in agg ? WAYS.max : distinctCount(distinguishableCount(op))
}
