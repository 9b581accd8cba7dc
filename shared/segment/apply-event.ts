import type { ProfileEvent } from '../event/profile-event.ts'
import type { LogReader } from './log-reader.ts'
import { keepsPast, type Plan } from './plan/plan.ts'
import { deviceOf } from './session/device-of.ts'
import { joinLate } from './session/join-late.ts'
import type { Sessions } from './session/sessions.ts'
import { buildLeaves } from './state/build-leaves.ts'
import { tellSessions } from './state/follow-sessions.ts'
import { applyToLeaf, forgetLeaf, keepLeaf, rebuildLeaf, wakeLeaves } from './state/leaf-states.ts'
import { mergeTraits } from './state/merge-traits.ts'
import { replay } from './state/replay.ts'
import {
  isAfter,
  isInOrder,
  keyOf,
  refresh,
  refreshDue,
  type Runtime,
  runtimeOf,
  settle,
} from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import { takeInOrder } from './state/take-in-order.ts'
import { noteBuilt, noteSessionsBuilt } from './state/warming.ts'
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
  wakeLeaves(runtime, event)
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
  const isOfSession = plan.sessions !== null && deviceOf(event) !== null
  // Most events that come late cross others of their device by a moment, and change nothing but their own session.
  const joined = state.sessions && joinLate(state.sessions, event)
  const shakesSessions = isOfSession && joined === null
  for (const [index, roles] of touched) {
    const node = plan.nodes[index]
    if (!keepsPast(node) || plan.guarded.has(index)) continue
    const restsOnSessions = plan.sessions?.leaves.has(index)
    if (restsOnSessions && shakesSessions) continue
    const isNext = !node.leaf.ordered || (joined?.isNewest && node.leaf.isOfCurrentSession)
    if (isNext && !state.summaries[node.hash])
      applyToLeaf(runtime, index, node, event, roles, joined?.session ?? null)
    else if (restsOnSessions) rebuildLeaves(runtime, new Set([index]), log)
    else rebuildLeaf(runtime, index, node)
    refresh(runtime, index)
  }
  if (event.type === 'identify') mergeTraits(runtime, event)
  if (plan.sessions && shakesSessions) {
    state.sessions = rebuildLeaves(runtime, plan.sessions.leaves, log)
    noteSessionsBuilt(plan, state, log)
    for (const index of plan.sessions.leaves) refresh(runtime, index)
  }
  if (isOfSession) tellSessions(runtime)
  const isHeeded =
    event.type === 'identify' ||
    (isOfSession && plan.sessions?.isHeeded === true) ||
    [...touched.keys()].some((index) => plan.heeded.has(index)) ||
    [...plan.guarded.values()].some((guard) => guard.type === 'log' && guard.heeds(event))
  rebuildPast(runtime, event, isHeeded, log)
  if (isAfter(state.last, event)) state.last = keyOf(event)
  refreshDue(runtime)
  settle(runtime, transitions, event.at < state.clock ? 'late' : undefined)
}

/** Builds leaves that rest on sessions anew, by one scan; answers the sessions that it found. */
function rebuildLeaves(runtime: Runtime, indexes: ReadonlySet<number>, log: LogReader): Sessions | null {
  const { plan, state } = runtime
  const isWanted = (index: number) => indexes.has(index) && !plan.guarded.has(index)
  const { leaves, sessions } = buildLeaves(plan, (_, index) => isWanted(index), log, state.clock)
  for (const index of indexes) {
    const node = plan.nodes[index]
    if (!keepsPast(node) || !isWanted(index)) continue
    const leaf = leaves[node.hash]
    if (leaf) {
      state.leaves[node.hash] = leaf
      keepLeaf(runtime, index, node)
    } else forgetLeaf(runtime, node)
    noteBuilt(plan, state, index, log)
  }
  return sessions
}

/** What guards and memberships were at the time may be another now: everything is lived again, once for all of them. */
function rebuildPast(runtime: Runtime, event: ProfileEvent, isHeeded: boolean, log: LogReader): void {
  const { plan, state } = runtime
  const isFirst = state.born === null || event.at < state.born
  if (isFirst) state.born = event.at
  if (plan.guarded.size === 0 && plan.remembering.length === 0) return
  if (!isFirst && !isHeeded) return
  const lived = replay(plan, state.clock, log)
  for (const index of plan.guarded.keys()) {
    const node = plan.nodes[index]
    if (node?.type !== 'history') continue
    const leaf = lived.leaves[node.hash]
    if (leaf) state.leaves[node.hash] = leaf
    else if (state.leaves[node.hash]) state.leaves[node.hash] = node.leaf.create()
    noteBuilt(plan, state, index, log)
    refresh(runtime, index)
  }
  for (const index of plan.remembering) {
    runtime.unsettled.add(index)
    // Of a life whose beginning is gone the memory knows more than the log.
    if (log.wholeAfter !== undefined) continue
    const hash = plan.segments[index]?.memory?.hash ?? ''
    const entry = lived.memory[hash]
    if (entry) state.memory[hash] = entry
    else delete state.memory[hash]
  }
}
