import type { LogReader } from './log-reader.ts'
import type { Plan } from './plan/plan.ts'
import { renewSummaries, wakeLeaves } from './state/leaf-states.ts'
import { runTimers } from './state/run-timers.ts'
import { runtimeOf, settle } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import type { Transition } from './transition.ts'

/**
 * Lets time pass up to `now`, and tells which memberships changed, each at its own instant. Comes before every read. An
 * earlier `now` than before changes nothing.
 *
 * @param state Changed in place.
 */
export function advance(plan: Plan, state: SegmentState, now: number, log: LogReader): Transition[] {
  const runtime = runtimeOf(plan, state, log)
  wakeLeaves(runtime, null)
  const transitions: Transition[] = []
  runTimers(runtime, now, transitions)
  // At birth, and on the first call after an upgrade.
  settle(runtime, transitions)
  renewSummaries(runtime)
  return transitions
}
