import type { SequenceCondition } from '../../condition.ts'
import { createSequenceLeaf } from '../../leaf/sequence-leaf.ts'
import { windowSpan } from '../../window/window-span.ts'
import { compileEventPath } from '../event-match.ts'
import type { Lowering } from '../lowering.ts'
import { splitMatch } from '../referring-match.ts'
import { createBindings } from './bindings.ts'
import { canonicalMatch, canonicalWindow, finite, lengthOf } from './canonical.ts'
import { leafInWindow } from './leaf-in-window.ts'

export function lowerSequence(condition: SequenceCondition, plan: Lowering): number {
  const { steps, total, completedIn, scope = 'profile', key } = condition
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
    scope,
    key,
  }
  return plan.history(content, () =>
    leafInWindow(completedIn, (span) =>
      createSequenceLeaf({
        steps: planned.map((step, index) => ({
          ...step,
          match: splitMatch(step.match, bindings.references),
          noneBetween: step.noneBetween && splitMatch(step.noneBetween, bindings.references),
          binds: bindings.readersOf(index),
        })),
        totalMs,
        isWithinSession: scope === 'session',
        span: windowSpan(span, plan.timezone),
        key: key === undefined ? undefined : compileEventPath(key),
      }),
    ),
  )
}
