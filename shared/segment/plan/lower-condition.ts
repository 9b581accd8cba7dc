import type { Json } from '../../json.ts'
import type { AsOfCondition, Condition, SegmentCondition } from '../condition.ts'
import { createLatchLeaf } from '../leaf/latch-leaf.ts'
import { createScoreLeaf } from '../leaf/score-leaf.ts'
import { createLogGuard } from '../state/log-guard.ts'
import { known } from '../where/compile-reference.ts'
import { mapReferences } from '../where/reference.ts'
import { windowSpan } from '../window/window-span.ts'
import type { Lowering } from './lowering.ts'
import { createBindings } from './lower/bindings.ts'
import { canonicalMatch, canonicalWindow, finite, lengthOf } from './lower/canonical.ts'
import { leafInWindow } from './lower/leaf-in-window.ts'
import { lowerAbsence } from './lower/lower-absence.ts'
import { lowerEvent } from './lower/lower-event.ts'
import { lowerPick } from './lower/lower-pick.ts'
import { lowerSequence } from './lower/lower-sequence.ts'
import { lowerWhere } from './lower/lower-where.ts'

/** Turns a condition into nodes, in canonical form, so that equal meaning shares nodes where it can be seen. */
export function lowerCondition(condition: Condition, plan: Lowering): number {
  const node = lower(condition, plan)
  plan.remember(condition, node)
  return node
}

function lower(condition: Condition, plan: Lowering): number {
  if ('all' in condition) return lowerGate(condition.all.length, condition.all, plan)
  if ('any' in condition) return lowerGate(1, condition.any, plan)
  if ('atLeast' in condition) return lowerGate(condition.atLeast, condition.of, plan)
  if ('not' in condition) return plan.not(lowerCondition(condition.not, plan))
  switch (condition.kind) {
    case 'event':
      return lowerEvent(condition, plan)
    case 'absence':
      return lowerAbsence(condition, plan)
    case 'pick':
      return lowerPick(condition, plan)
    case 'sequence':
      return lowerSequence(condition, plan)
    case 'asOf':
      return lowerAsOf(condition, plan)
    case 'score': {
      const { model, output, op, maxAge } = condition
      const maxAgeMs = maxAge === undefined ? Infinity : lengthOf(maxAge)
      const content = { kind: 'score', model, output, op, maxAgeMs: finite(maxAgeMs) }
      return plan.history(content, () => createScoreLeaf(model, output, op, maxAgeMs))
    }
    case 'bucket':
      return plan.bucket(condition.seed, condition.range)
    case 'profile':
      return lowerWhere(condition.where, plan)
    case 'segment':
      return lowerSegment(condition, plan)
  }
}

function lowerGate(need: number, conditions: readonly Condition[], plan: Lowering): number {
  return plan.gate(
    need,
    conditions.map((condition) => lowerCondition(condition, plan)),
  )
}

function lowerAsOf({ anchor, holds, window }: AsOfCondition, plan: Lowering): number {
  // A condition is JSON; its type only lacks the index signature that says so.
  const json = holds as unknown as Json
  const bindings = createBindings([anchor.as], [json])
  const content = {
    kind: 'asOf',
    ...canonicalMatch(anchor),
    holds: bindings.rename(json),
    computed: plan.computed(holds),
    timezone: plan.timezone,
    window: canonicalWindow(window, plan),
  }
  const leaf = plan.history(content, () =>
    leafInWindow(window, (span) => createLatchLeaf(anchor, windowSpan(span, plan.timezone))),
  )
  const { references } = bindings
  if (references.length === 0) return plan.guard(leaf, { type: 'node', node: lowerCondition(holds, plan) })
  const withValues = (values: readonly Json[]) =>
    mapReferences(json, (reference) => {
      const place = references.indexOf(reference)
      return place === -1 ? reference : known(values[place] ?? null)
    }) as unknown as Condition
  const guard = createLogGuard(bindings.readersOf(0), (values) => plan.alone(withValues(values)))
  return plan.guard(leaf, guard)
}

function lowerSegment(condition: SegmentCondition, plan: Lowering): number {
  const { id, is, for: stayed, enteredWithin } = condition
  const forMs = stayed === undefined ? 0 : lengthOf(stayed)
  const withinMs = enteredWithin === undefined ? Infinity : lengthOf(enteredWithin)
  const rule = plan.segment(id)
  return plan.tenure(id, is, forMs, withinMs) ?? (is === 'in' ? rule : plan.not(rule))
}
