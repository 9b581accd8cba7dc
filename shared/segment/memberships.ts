import type { Plan } from './plan/plan.ts'
import { runtimeOf } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'

/** The ids of the segments that the profile is in, as of the last `advance`. */
export function memberships(plan: Plan, state: SegmentState): ReadonlySet<string> {
  const runtime = runtimeOf(plan, state)
  return (runtime.members ??= new Set(Object.keys(state.members)))
}
