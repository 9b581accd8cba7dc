import { canonicalJson } from '../../canonical-json.ts'
import type { Facts } from '../../event/facts.ts'
import type { Transition } from '../transition.ts'
import { endDueSessions, runTimers } from './run-timers.ts'
import { refreshDue, refreshNamespace, type Runtime, settle } from './runtime.ts'

/** Takes in facts, after all that happened before `now` and at it. */
export function takeFacts(runtime: Runtime, facts: Facts, now: number, transitions: Transition[]): void {
  const { state } = runtime
  runTimers(runtime, now - 1, transitions)
  if (now > state.clock) state.clock = now
  refreshDue(runtime)
  endDueSessions(runtime)
  const known: Record<string, Facts[keyof Facts]> = { ...state.facts }
  for (const [namespace, fact] of Object.entries(facts)) {
    if (fact === undefined || canonicalJson(fact) === canonicalJson(known[namespace])) continue
    known[namespace] = fact
    runtime.view[namespace] = fact
    refreshNamespace(runtime, namespace)
    state.factsAt = state.clock
  }
  state.facts = known
  refreshDue(runtime)
  settle(runtime, transitions)
}
