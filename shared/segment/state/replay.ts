import type { Facts } from '../../event/facts.ts'
import type { LogReader } from '../log-reader.ts'
import type { Plan } from '../plan/plan.ts'
import { runTimers } from './run-timers.ts'
import { runtimeOf } from './runtime.ts'
import { createState, type SegmentState } from './segment-state.ts'
import { takeInOrder } from './take-in-order.ts'

/** The state that the events of a log, in their order, make by themselves. Facts are not in the log: today's count. */
export function replay(plan: Plan, facts: Facts, clock: number, log: LogReader): SegmentState {
  const state = createState(plan)
  state.facts = facts
  const runtime = runtimeOf(plan, state, log)
  for (const event of log.scan(-Infinity, clock)) takeInOrder(runtime, event, clock, [])
  runTimers(runtime, clock, [])
  return state
}
