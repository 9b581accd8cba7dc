import type { LogReader } from '../log-reader.ts'
import { type Guard, keepsPast, type Plan } from '../plan/plan.ts'
import { type Truth, UNKNOWN } from '../truth.ts'
import type { SegmentState } from './segment-state.ts'

/** A truth, and when it flips. */
export interface Answer {
  readonly truth: Truth
  readonly flipsAt: number
}

/**
 * From when on a node knows all that matters to it, where it was built from a log whose beginning is gone; until then
 * it is warming. `-Infinity`: it has known all along; `Infinity`: it never will.
 */
export function warmAt({ plan, state }: { plan: Plan; state: SegmentState }, index: number): number {
  if (state.warming === undefined) return -Infinity
  if (state.warming[SESSIONS] !== undefined && restsOnSessions(plan, index)) return Infinity
  const node = plan.nodes[index]
  if (node?.type === 'gate') return Math.max(...node.children.map((child) => warmAt({ plan, state }, child)))
  if (node?.type === 'not') return warmAt({ plan, state }, node.child)
  if (node?.type === 'profile' && node.computed !== null) return warmAt({ plan, state }, node.computed)
  const builtFrom = keepsPast(node) ? state.warming[node.hash] : undefined
  return builtFrom === undefined ? -Infinity : forgottenAt(plan, index, builtFrom)
}

/** What a leaf that knows only a part says: the same, if the rest could not change it; else that it is unknown. */
export function whileWarming(
  runtime: { plan: Plan; state: SegmentState },
  index: number,
  at: number,
  known: Answer,
): Answer {
  const until = warmAt(runtime, index)
  if (at >= until) return known
  const node = runtime.plan.nodes[index]
  const leaf = node?.type === 'history' ? runtime.state.leaves[node.hash] : undefined
  const isTold = node?.type === 'history' && leaf && !restsOnSessions(runtime.plan, index)
  if (isTold && node.leaf.isCertain?.(leaf, at)) return known
  return { truth: UNKNOWN, flipsAt: Math.min(until, known.flipsAt) }
}

/** Notes that a node was built anew from the log (changes the state). */
export function noteBuilt(plan: Plan, state: SegmentState, index: number, log: LogReader): void {
  const node = plan.nodes[index]
  if (!keepsPast(node)) return
  // Said by name, so that the next release does not take it for a new one
  if (log.wholeAfter !== undefined && !state.summaries[node.hash])
    state.leaves[node.hash] ??= node.leaf.create()
  if (log.wholeAfter !== undefined && forgottenAt(plan, index, log.wholeAfter) > state.clock) {
    state.warming = { ...state.warming, [node.hash]: log.wholeAfter }
  } else if (state.warming?.[node.hash] !== undefined) {
    const { [node.hash]: _, ...others } = state.warming
    state.warming = others
  }
}

function answersFrom(plan: Plan, guard: Guard, upTo: number): number {
  return guard.type === 'log' ? upTo + guard.reachMs : Math.max(upTo, forgottenAt(plan, guard.node, upTo))
}

/** The same for all that a plan keeps, and for the sessions. */
export function noteAllBuilt(plan: Plan, state: SegmentState, log: LogReader): void {
  if (log.wholeAfter === undefined) return
  for (const index of plan.nodeOfHash.values()) noteBuilt(plan, state, index, log)
  noteSessionsBuilt(plan, state, log)
}

/** Notes that the sessions were derived from the log anew (changes the state). */
export function noteSessionsBuilt(plan: Plan, state: SegmentState, log: LogReader): void {
  if (log.wholeAfter === undefined || !plan.sessions) return
  state.warming = { ...state.warming, [SESSIONS]: log.wholeAfter }
}

/** Stands beside the hashes of leaves. */
export const SESSIONS = 'sessions'

/** Sessions are counted from the first on: what rests on them never knows again what was before. */
function restsOnSessions(plan: Plan, index: number): boolean {
  const node = plan.nodes[index]
  if (node?.type === 'profile') return node.path.split('.')[0] === 'session'
  return plan.sessions?.leaves.has(index) === true
}

/** From when on it no longer matters to a node what happened up to an instant. */
function forgottenAt(plan: Plan, index: number, upTo: number): number {
  if (restsOnSessions(plan, index)) return Infinity
  const node = plan.nodes[index]
  switch (node?.type) {
    case 'gate':
      return Math.max(...node.children.map((child) => forgottenAt(plan, child, upTo)))
    case 'not':
      return forgottenAt(plan, node.child, upTo)
    case 'profile':
      // What was known at a time may have been learned before.
      return node.computed === null ? Infinity : forgottenAt(plan, node.computed, upTo)
    case 'history':
    case 'computed': {
      const guard = plan.guarded.get(index)
      // An event for which the guard could not answer may have to be taken in.
      const guarded = guard === undefined ? upTo : answersFrom(plan, guard, upTo)
      if (guarded === Infinity) return Infinity
      return Math.max(upTo, node.leaf.forgets?.(guarded) ?? guarded + node.leaf.reachMs)
    }
    case 'tenure':
    case 'watch':
    case undefined:
      return Infinity
  }
}
