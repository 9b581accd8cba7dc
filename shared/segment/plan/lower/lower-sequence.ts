import type { SequenceCondition } from '../../condition.ts'
import { createSequenceLeaf } from '../../leaf/sequence-leaf.ts'
import { windowSpan } from '../../window/window-span.ts'
import { compileEventPath } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { splitMatch } from '../referring-match.ts'
import { createBindings } from './bindings.ts'
import { canonicalMatch, canonicalWindow, finite, lengthOf } from './canonical.ts'

export function lowerSequence({ steps, total, completedIn, key }: SequenceCondition, plan: Lowering): number {
  const totalMs = total === undefined ? Infinity : lengthOf(total)
  const bindings = createBindings(
    steps.map((step) => step.as),
    steps.flatMap(({ where, noneBetween }) => [where, noneBetween?.where]),
  )
  const planned = steps.map(({ event, where, times = 1, within, noneBetween, immediately = false }) => ({
    match: { event, where },
    times,
    withinMs: within === undefined ? Infinity : lengthOf(within),
    noneBetween,
    immediately,
  }))
  const content = {
    kind: 'sequence',
    steps: planned.map(({ match, times, withinMs, noneBetween, immediately }) => ({
      match: bindings.rename(canonicalMatch(match)),
      times,
      withinMs: finite(withinMs),
      noneBetween: noneBetween && bindings.rename(canonicalMatch(noneBetween)),
      immediately,
    })),
    totalMs: finite(totalMs),
    window: canonicalWindow(completedIn, plan),
    key,
  }
  return plan.history(content, () =>
    createSequenceLeaf({
      steps: planned.map((step, index) => ({
        ...step,
        match: splitMatch(step.match, bindings.references),
        noneBetween: step.noneBetween && splitMatch(step.noneBetween, bindings.references),
        binds: bindings.readersOf(index),
      })),
      totalMs,
      span: windowSpan(completedIn, plan.timezone),
      key: key === undefined ? undefined : compileEventPath(key),
    }),
  )
}
