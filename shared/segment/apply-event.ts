import type { ProfileEvent } from '../event/profile-event.ts'
import type { LogReader } from './log-reader.ts'
import { compileMatch } from './plan/event-match.ts'
import type { HistoryNode, Plan } from './plan/plan.ts'
import type { LeafState } from './leaf/leaf.ts'
import { mergeTraits } from './state/merge-traits.ts'
import {
  isInOrder,
  leafState,
  refresh,
  refreshDue,
  type Runtime,
  runtimeOf,
  runTimers,
  settle,
} from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import type { Transition } from './transition.ts'

/**
 * Takes an event into a profile's state, and tells which memberships changed: by time before it, then by it.
 *
 * The event is in the log already, later ones are not; events come once each, in any order. One that comes late leaves
 * the state as if it had come in time. The clock moves to the event's instant, not to `now`: call `advance` before
 * memberships are read.
 *
 * @param state Changed in place.
 * @param now When the event was received; nothing is decided beyond it.
 */
export function applyEvent(
  plan: Plan,
  state: SegmentState,
  event: ProfileEvent,
  now: number,
  log: LogReader,
): Transition[] {
  const runtime = runtimeOf(plan, state)
  const transitions: Transition[] = []
  const inOrder = isInOrder(state, event)
  const late = event.at < state.clock
  if (!late) {
    const at = Math.min(event.at, now)
    // What flips at the event's own instant is decided together with it.
    runTimers(runtime, at - 1, transitions)
    if (at > state.clock) state.clock = at
  }

  for (const [index, roles] of touched(plan, event)) {
    const node = plan.nodes[index]
    if (node?.type !== 'history') continue
    if (inOrder || !node.leaf.ordered) node.leaf.apply(leafState(runtime, node), event, roles)
    else state.leaves[node.hash] = rebuildLeaf(node, runtime, log)
    refresh(runtime, index)
  }
  if (event.type === 'identify') mergeTraits(runtime, event)
  refreshDue(runtime)
  settle(runtime, transitions, late ? 'late' : undefined)

  if (inOrder) state.last = [event.at, event.sequence ?? 0, event.id]
  return transitions
}

function touched(plan: Plan, event: ProfileEvent): Map<number, number> {
  const roles = new Map<number, number>()
  plan.events.find(event, (node, role) => roles.set(node, (roles.get(node) ?? 0) | role))
  return roles
}

function rebuildLeaf({ leaf }: HistoryNode, { state: { clock } }: Runtime, log: LogReader): LeafState {
  const matchers = leaf.matches.map(compileMatch)
  const rebuilt = leaf.create()
  for (const event of log.scan(clock - leaf.reachMs, clock)) {
    let roles = 0
    for (const [role, fits] of matchers.entries()) if (fits(event)) roles |= 1 << role
    if (roles !== 0) leaf.apply(rebuilt, event, roles)
  }
  return rebuilt
}
