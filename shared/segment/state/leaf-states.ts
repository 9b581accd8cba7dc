// Where the state of a leaf is kept: in the profile's, or where that would take too much room only in memory, with a
// summary in the profile's state. Who wakes and needs more than the summary builds it again from the log.
import { compareEvents, type ProfileEvent } from '../../event/profile-event.ts'
import type { LeafState } from '../leaf/leaf.ts'
import type { LogReader } from '../log-reader.ts'
import { compileMatch } from '../plan/event-match.ts'
import { type HistoryNode, keepsPast, type PastNode, type PlanOptions } from '../plan/plan.ts'
import type { Truth } from '../truth.ts'
import { buildLeaves } from './build-leaves.ts'
import { logOf } from './log-of.ts'
import type { Runtime } from './runtime.ts'
import { noteBuilt } from './warming.ts'
import type { LeafSummary } from './segment-state.ts'

/** How many entries a leaf keeps of one profile: some 14 KB of instants, or at the most some 90 KB of long values. */
export const DEFAULT_STATE_LIMIT = 1000

export function stateLimitOf({ stateLimit = DEFAULT_STATE_LIMIT }: PlanOptions): number {
  return stateLimit
}

/** Takes an event into a leaf. */
export function applyToLeaf(
  runtime: Runtime,
  index: number,
  node: PastNode,
  event: ProfileEvent,
  roles: number,
  session: number | null,
): void {
  const { leaves } = runtime.state
  node.leaf.apply((leaves[node.hash] ??= wholeLeaf(runtime, node)), event, roles, session)
  if (node.leaf.most > runtime.stateLimit) keepLeaf(runtime, index, node)
}

/** Tells a leaf which sessions are open. */
export function tellLeaf(runtime: Runtime, index: number, node: PastNode, open: readonly number[]): void {
  const { leaves, summaries } = runtime.state
  if (!leaves[node.hash] && !summaries[node.hash]) return
  node.leaf.follow?.((leaves[node.hash] ??= wholeLeaf(runtime, node)), open)
  keepLeaf(runtime, index, node)
}

/** Makes a leaf anew of the log, as it is now. */
export function rebuildLeaf(runtime: Runtime, index: number, node: PastNode): void {
  runtime.state.leaves[node.hash] = build(runtime, node)
  keepLeaf(runtime, index, node)
}

/** Makes a leaf one that nothing has touched. */
export function forgetLeaf({ state, whole }: Runtime, { hash }: PastNode): void {
  delete state.leaves[hash]
  delete state.summaries[hash]
  whole.delete(hash)
}

/** Moves what a leaf keeps to where there is room for it. Half the limit lies between there and back. */
export function keepLeaf(runtime: Runtime, index: number, node: PastNode): void {
  const { plan, state, whole, stateLimit } = runtime
  const { leaves, summaries, clock } = state
  const { hash, leaf } = node
  const kept = leaves[hash]
  if (!kept) return
  const isSummarized = summaries[hash] !== undefined
  const most = isSummarized ? stateLimit / 2 : stateLimit
  // What a guard let in is in the log, but not that it did.
  if (leaf.most <= most || plan.guarded.has(index) || leaf.size(kept, clock) <= most) {
    if (!isSummarized) return
    delete summaries[hash]
    whole.delete(hash)
    return
  }
  summaries[hash] = summarize(node, kept, clock)
  runtime.hasSummaries = true
  whole.set(hash, kept)
  delete leaves[hash]
}

function summarize(node: PastNode, kept: LeafState, clock: number): LeafSummary {
  if (node.type === 'history') {
    const flipsAt = node.leaf.flipsAt(kept, clock)
    return { value: node.leaf.truth(kept, clock), until: flipsAt === Infinity ? null : flipsAt }
  }
  let now: LeafSummary | null = null
  for (const [at, value] of node.leaf.course(kept, clock)) {
    if (now) return { ...now, until: at }
    now = { value, until: null }
  }
  return now ?? { value: null, until: null }
}

/** Works out a summary that holds no longer. */
export function renewSummary(runtime: Runtime, index: number): void {
  const { plan, state } = runtime
  const node = plan.nodes[index]
  if (!keepsPast(node)) return
  const until = state.summaries[node.hash]?.until ?? Infinity
  if (until > state.clock) return
  state.leaves[node.hash] = wholeLeaf(runtime, node)
  keepLeaf(runtime, index, node)
}

/** Works out all summaries that hold no longer, of computed traits too that no rule reads. */
export function renewSummaries(runtime: Runtime): void {
  if (!runtime.hasSummaries) return
  for (const hash of Object.keys(runtime.state.summaries)) {
    const index = runtime.plan.nodeOfHash.get(hash)
    if (index !== undefined) renewSummary(runtime, index)
  }
}

/** What a leaf says at an instant, and when it says something else. Of a summary only the first such instant is known. */
export function leafSays(
  { state }: Runtime,
  { hash, leaf }: HistoryNode,
  at: number,
): { readonly truth: Truth; readonly flipsAt: number } {
  const kept = state.leaves[hash]
  if (kept) return { truth: leaf.truth(kept, at), flipsAt: leaf.flipsAt(kept, at) }
  const summary = state.summaries[hash]
  if (!summary) return { truth: leaf.untouched, flipsAt: Infinity }
  // Of a leaf this is what `summarize` has put there.
  return { truth: summary.value as Truth, flipsAt: summary.until ?? Infinity }
}

/** All that a leaf knows, wherever it is kept; built from the log where it is not in memory. */
function wholeLeaf(runtime: Runtime, node: PastNode): LeafState {
  const { state, whole } = runtime
  const known = state.leaves[node.hash] ?? whole.get(node.hash)
  return known ?? (state.summaries[node.hash] ? build(runtime, node) : node.leaf.create())
}

/** What the events make of a leaf that have been taken in so far. */
function build(runtime: Runtime, { hash, leaf }: PastNode): LeafState {
  const { plan, state } = runtime
  const { clock } = state
  noteBuilt(plan, state, plan.nodeOfHash.get(hash) ?? -1, logOf(runtime))
  const matchers = leaf.matches.map(compileMatch)
  const built = leaf.create()
  for (const event of logOf(runtime).scan(clock - leaf.reachMs, clock)) {
    // The log has the event of this call already.
    if (runtime.taking && compareEvents(event, runtime.taking) >= 0) continue
    let roles = 0
    for (const [role, fits] of matchers.entries()) if (fits(event)) roles |= 1 << role
    if (roles !== 0) leaf.apply(built, event, roles, null)
  }
  return built
}

/**
 * Builds the leaves that rest on sessions and of which there is only a summary, before anything happens in a call:
 * an event may end a session and start another before it is taken in itself.
 *
 * @param except The event of this call, which the log has already.
 */
export function wakeLeaves(runtime: Runtime, except: ProfileEvent | null): void {
  const { plan, state, whole } = runtime
  if (!plan.sessions || !runtime.hasSummaries) return
  const isAsleep = ({ hash }: PastNode, index: number) =>
    state.summaries[hash] !== undefined && !whole.has(hash) && plan.sessions?.leaves.has(index) === true
  const asleep = Object.keys(state.summaries).flatMap((hash) => {
    const index = plan.nodeOfHash.get(hash) ?? -1
    const node = plan.nodes[index]
    return keepsPast(node) && isAsleep(node, index) ? [node] : []
  })
  if (asleep.length === 0) return
  const log = logOf(runtime)
  const before: LogReader = {
    facts: (from, to) => log.facts(from, to),
    *scan(from: number, to: number) {
      for (const event of log.scan(from, to)) if (event.id !== except?.id) yield event
    },
  }
  const { leaves } = buildLeaves(plan, isAsleep, before, state.clock)
  for (const { hash, leaf } of asleep) {
    whole.set(hash, leaves[hash] ?? leaf.create())
    noteBuilt(plan, state, plan.nodeOfHash.get(hash) ?? -1, log)
  }
}
