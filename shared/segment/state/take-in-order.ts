import type { ProfileEvent } from '../../event/profile-event.ts'
import { truthOf } from '../plan/circuit.ts'
import { keepsPast } from '../plan/plan.ts'
import type { Transition } from '../transition.ts'
import { TRUE } from '../truth.ts'
import { mergeTraits } from './merge-traits.ts'
import { leafState, logOf, refresh, refreshDue, type Runtime, runTimers, settle } from './runtime.ts'
import { touchedBy } from './touched-by.ts'

/** Takes in an event that is after all before it. What flips at its own instant is decided together with it. */
export function takeInOrder(
  runtime: Runtime,
  event: ProfileEvent,
  now: number,
  transitions: Transition[],
): void {
  const { plan, state } = runtime
  const at = Math.min(event.at, now)
  runTimers(runtime, at - 1, transitions)
  if (at > state.clock) state.clock = at

  if (state.born === null) {
    state.born = state.clock
    for (const index of plan.remembering) runtime.unsettled.add(index)
  }

  const touched = touchedBy(plan, event)
  const refused = refusedByGuards(runtime, event, touched)
  for (const [index, roles] of touched) {
    const node = plan.nodes[index]
    if (!keepsPast(node) || refused?.has(index)) continue
    node.leaf.apply(leafState(runtime, node), event, roles)
    refresh(runtime, index)
  }
  if (event.type === 'identify') mergeTraits(runtime, event)
  refreshDue(runtime)
  settle(runtime, transitions)
  state.last = [event.at, event.sequence ?? 0, event.id]
}

/** The touched leaves whose guard does not hold at this instant, before the event. */
function refusedByGuards(
  runtime: Runtime,
  event: ProfileEvent,
  touched: ReadonlyMap<number, number>,
): Set<number> | null {
  const { plan, state, circuit } = runtime
  if (plan.guarded.size === 0) return null
  refreshDue(runtime)
  const refused = new Set<number>()
  for (const index of touched.keys()) {
    const guard = plan.guarded.get(index)
    if (!guard) continue
    const holds =
      guard.type === 'node'
        ? truthOf(circuit, guard.node) === TRUE
        : guard.holdsBefore(event, state.facts, logOf(runtime))
    if (!holds) refused.add(index)
  }
  return refused
}
