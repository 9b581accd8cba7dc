import type { Facts } from '../event/facts.ts'
import type { LogReader } from './log-reader.ts'
import type { LeafState } from './leaf/leaf.ts'
import { keepsPast, type Plan } from './plan/plan.ts'
import { replay } from './state/replay.ts'
import { runtimeOf, settle } from './state/runtime.ts'
import type { MemoryEntry, SegmentState } from './state/segment-state.ts'
import { touchedBy } from './state/touched-by.ts'
import type { Transition } from './transition.ts'

/**
 * Takes a state over into another plan. Leaves that both plans have keep what they know, new ones are built by one scan
 * of the profile's own log, and those that are gone are dropped. Memberships that differ are told at `now`.
 *
 * Let the old plan `advance` to `now` before, where it is at hand: its flips are then told at their own instants.
 *
 * @param old Not to be used afterwards: the new state takes over its parts.
 */
export function upgradeState(
  plan: Plan,
  old: SegmentState,
  now: number,
  log: LogReader,
): { state: SegmentState; transitions: Transition[] } {
  const leaves: Record<string, LeafState> = {}
  for (const [hash, leaf] of Object.entries(old.leaves)) if (plan.nodeOfHash.has(hash)) leaves[hash] = leaf
  // A leaf that the old plan had and nothing has touched is looked for again, and in vain: the state does not say
  // which those are, so that they cost nothing.
  if (old.plan !== plan.hash)
    Object.assign(leaves, buildMissing(plan, leaves, old.facts, log, Math.max(old.clock, now)))
  const members = { ...old.members }
  const memory = rememberedBy(plan, old, log, Math.max(old.clock, now))
  const state: SegmentState = {
    ...old,
    plan: plan.hash,
    clock: Math.max(old.clock, now),
    leaves,
    members,
    memory,
  }

  const transitions: Transition[] = []
  const ids = new Set(plan.segments.map(({ segment }) => segment.id))
  for (const id of Object.keys(members)) {
    if (ids.has(id)) continue
    delete members[id]
    transitions.push({ segment: id, type: 'exited', at: state.clock })
  }
  const runtime = runtimeOf(plan, state, log)
  for (const index of plan.remembering) runtime.unsettled.add(index)
  settle(runtime, transitions)
  return { state, transitions }
}

/** Memberships that both plans remember stay as they are; the others are lived again from the log. */
function rememberedBy(
  plan: Plan,
  old: SegmentState,
  log: LogReader,
  until: number,
): Record<string, MemoryEntry> {
  const memory: Record<string, MemoryEntry> = {}
  let lived: SegmentState | null = null
  for (const index of plan.remembering) {
    const hash = plan.segments[index]?.memory?.hash ?? ''
    const entry = old.memory[hash] ?? (lived ??= replay(plan, old.facts, until, log)).memory[hash]
    if (entry) memory[hash] = entry
  }
  return memory
}

function buildMissing(
  plan: Plan,
  kept: Readonly<Record<string, LeafState>>,
  facts: Facts,
  log: LogReader,
  until: number,
): Record<string, LeafState> {
  const built: Record<string, LeafState> = {}
  for (const event of log.scan(-Infinity, until)) {
    for (const [index, roles] of touchedBy(plan, event)) {
      const node = plan.nodes[index]
      if (!keepsPast(node) || node.hash in kept || plan.guarded.has(index)) continue
      node.leaf.apply((built[node.hash] ??= node.leaf.create()), event, roles)
    }
  }
  const guarded = [...plan.guarded.keys()].flatMap((index) => {
    const node = plan.nodes[index]
    return node?.type === 'history' && !(node.hash in kept) ? [node.hash] : []
  })
  if (guarded.length > 0) {
    const { leaves } = replay(plan, facts, until, log)
    for (const hash of guarded) if (leaves[hash]) built[hash] = leaves[hash]
  }
  return built
}
