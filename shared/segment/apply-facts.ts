import type { Facts } from '../event/facts.ts'
import type { LogReader } from './log-reader.ts'
import type { Plan } from './plan/plan.ts'
import { wakeLeaves } from './state/leaf-states.ts'
import { runtimeOf } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import { takeFacts } from './state/take-facts.ts'
import type { Transition } from './transition.ts'

/**
 * Takes in what the edge derived from a request. A namespace that is given replaces what was known of it; one that is
 * absent stays. Moves the clock to `now`. The facts are known from that instant on, to whatever comes after the events of it.
 *
 * @param state Changed in place.
 */
export function applyFacts(
  plan: Plan,
  state: SegmentState,
  facts: Facts,
  now: number,
  log: LogReader,
): Transition[] {
  const runtime = runtimeOf(plan, state, log)
  wakeLeaves(runtime, null)
  const transitions: Transition[] = []
  takeFacts(runtime, facts, now, transitions)
  return transitions
}
