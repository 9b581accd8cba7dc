import type { LogReader } from '../log-reader.ts'
import type { Plan } from '../plan/plan.ts'
import { history } from './history.ts'
import { runTimers } from './run-timers.ts'
import { runtimeOf } from './runtime.ts'
import { createState, type SegmentState } from './segment-state.ts'
import { takeFacts } from './take-facts.ts'
import { noteAllBuilt } from './warming.ts'
import { takeInOrder } from './take-in-order.ts'

/** The state that a log makes by itself, up to an instant: its events in their order, with what was known at the time. */
export function replay(plan: Plan, clock: number, log: LogReader): SegmentState {
  const state = createState(plan)
  noteAllBuilt(plan, state, log)
  const runtime = runtimeOf(plan, state, log)
  runtime.stateLimit = Infinity
  for (const happening of history(log, -Infinity, clock)) {
    if (happening.type === 'event') takeInOrder(runtime, happening.event, clock, [])
    else takeFacts(runtime, happening.change.facts, happening.change.at, [])
  }
  runTimers(runtime, clock, [])
  return state
}
