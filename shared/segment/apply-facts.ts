import type { Facts } from '../event/facts.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { Plan } from './plan/plan.ts'
import type { LogReader } from './log-reader.ts'
import { runTimers } from './state/run-timers.ts'
import { refreshDue, refreshNamespace, runtimeOf, settle } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import type { Transition } from './transition.ts'

/**
 * Takes in what the edge derived from a request. A namespace that is given replaces what was known of it; one that is
 * absent stays. Moves the clock to `now`.
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
  const transitions: Transition[] = []
  runTimers(runtime, now - 1, transitions)
  if (now > state.clock) state.clock = now
  const known: Record<string, Facts[keyof Facts]> = { ...state.facts }
  for (const [namespace, fact] of Object.entries(facts)) {
    if (fact === undefined || canonicalJson(fact) === canonicalJson(known[namespace])) continue
    known[namespace] = fact
    runtime.view[namespace] = fact
    refreshNamespace(runtime, namespace)
  }
  state.facts = known
  refreshDue(runtime)
  settle(runtime, transitions)
  return transitions
}
