import type { ProfileEvent } from '../event/profile-event.ts'
import type { LeafState } from './leaf/leaf.ts'
import type { LogReader } from './log-reader.ts'
import { compileMatch } from './plan/event-match.ts'
import { type ComputedNode, type HistoryNode, keepsPast, type Plan } from './plan/plan.ts'
import { mergeTraits } from './state/merge-traits.ts'
import { replay } from './state/replay.ts'
import {
  isInOrder,
  leafState,
  refresh,
  refreshDue,
  type Runtime,
  runtimeOf,
  settle,
} from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import { takeInOrder } from './state/take-in-order.ts'
import { touchedBy } from './state/touched-by.ts'
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
  const runtime = runtimeOf(plan, state, log)
  const transitions: Transition[] = []
  if (isInOrder(state, event)) takeInOrder(runtime, event, now, transitions)
  else takeOutOfOrder(runtime, event, log, transitions)
  return transitions
}

/** Takes in an event that belongs before others, at the instant up to which everything has been decided. */
function takeOutOfOrder(
  runtime: Runtime,
  event: ProfileEvent,
  log: LogReader,
  transitions: Transition[],
): void {
  const { plan, state } = runtime
  const touched = touchedBy(plan, event)
  for (const [index, roles] of touched) {
    const node = plan.nodes[index]
    if (!keepsPast(node) || plan.guarded.has(index)) continue
    if (node.leaf.ordered) state.leaves[node.hash] = rebuildLeaf(node, state.clock, log)
    else node.leaf.apply(leafState(runtime, node), event, roles)
    refresh(runtime, index)
  }
  if (event.type === 'identify') mergeTraits(runtime, event)
  rebuildPast(runtime, event, touched, log)
  refreshDue(runtime)
  settle(runtime, transitions, event.at < state.clock ? 'late' : undefined)
}

function rebuildLeaf({ leaf }: HistoryNode | ComputedNode, clock: number, log: LogReader): LeafState {
  const matchers = leaf.matches.map(compileMatch)
  const rebuilt = leaf.create()
  for (const event of log.scan(clock - leaf.reachMs, clock)) {
    let roles = 0
    for (const [role, fits] of matchers.entries()) if (fits(event)) roles |= 1 << role
    if (roles !== 0) leaf.apply(rebuilt, event, roles)
  }
  return rebuilt
}

/** What guards and memberships were at the time may be another now: everything is lived again, once for all of them. */
function rebuildPast(
  runtime: Runtime,
  event: ProfileEvent,
  touched: ReadonlyMap<number, number>,
  log: LogReader,
): void {
  const { plan, state } = runtime
  const isFirst = state.born === null || event.at < state.born
  if (isFirst) state.born = event.at
  if (plan.guarded.size === 0 && plan.remembering.length === 0) return
  const isHeeded =
    event.type === 'identify' ||
    [...touched.keys()].some((index) => plan.heeded.has(index)) ||
    [...plan.guarded.values()].some((guard) => guard.type === 'log' && guard.heeds(event))
  if (!isFirst && !isHeeded) return
  const lived = replay(plan, state.facts, state.clock, log)
  for (const index of plan.guarded.keys()) {
    const node = plan.nodes[index]
    if (node?.type !== 'history') continue
    const leaf = lived.leaves[node.hash]
    if (leaf) state.leaves[node.hash] = leaf
    else if (state.leaves[node.hash]) state.leaves[node.hash] = node.leaf.create()
    refresh(runtime, index)
  }
  for (const index of plan.remembering) {
    const hash = plan.segments[index]?.memory?.hash ?? ''
    const entry = lived.memory[hash]
    if (entry) state.memory[hash] = entry
    else delete state.memory[hash]
    runtime.unsettled.add(index)
  }
}
