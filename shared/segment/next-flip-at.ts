import type { Plan } from './plan/plan.ts'
import { isUnsettled, refresh, refreshDue, type Runtime, runtimeOf } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'

/** How many instants are looked at before the last of them is taken as it is: a wake-up too many, never one too few. */
const INSTANTS_AHEAD = 1000

/**
 * The earliest instant, epoch milliseconds, at which a membership changes if nothing happens; null: none ever does. An
 * instant at which conditions flip but every membership stays is none: it is not worth a wake-up.
 */
export function nextFlipAt(plan: Plan, state: SegmentState): number | null {
  const runtime = runtimeOf(plan, state)
  if (runtime.nextFlip === undefined) runtime.nextFlip = lookAhead(runtime)
  return runtime.nextFlip
}

/** Lets time pass until a membership would change, and turns it back: leaves answer from their state and any clock. */
function lookAhead(runtime: Runtime): number | null {
  const { state, timers } = runtime
  const now = state.clock
  const touched: number[] = []
  let found: number | null = null
  for (let i = 0; i < INSTANTS_AHEAD; i++) {
    const due = timers.next()
    if (due === Infinity) break
    state.clock = due
    refreshDue(runtime, touched)
    if (i === INSTANTS_AHEAD - 1 || isUnsettled(runtime)) {
      found = due
      break
    }
  }
  state.clock = now
  for (const node of touched) refresh(runtime, node)
  return found
}
