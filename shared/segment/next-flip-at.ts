import type { Plan } from './plan/plan.ts'
import { runtimeOf } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'

/** The earliest instant, epoch milliseconds, at which a condition flips if nothing happens; null: none ever does. */
export function nextFlipAt(plan: Plan, state: SegmentState): number | null {
  const next = runtimeOf(plan, state).timers.next()
  return next === Infinity ? null : next
}
