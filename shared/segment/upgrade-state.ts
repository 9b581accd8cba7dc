import type { LogReader } from './log-reader.ts'
import type { LeafState } from './leaf/leaf.ts'
import type { Plan } from './plan/plan.ts'
import { runtimeOf, settle } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
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
  if (old.plan !== plan.hash) Object.assign(leaves, buildMissing(plan, leaves, log, Math.max(old.clock, now)))
  const members = { ...old.members }
  const state: SegmentState = { ...old, plan: plan.hash, clock: Math.max(old.clock, now), leaves, members }

  const transitions: Transition[] = []
  const ids = new Set(plan.segments.map(({ segment }) => segment.id))
  for (const id of Object.keys(members)) {
    if (ids.has(id)) continue
    delete members[id]
    transitions.push({ segment: id, type: 'exited', at: state.clock })
  }
  settle(runtimeOf(plan, state), transitions)
  return { state, transitions }
}

function buildMissing(plan: Plan, kept: Readonly<Record<string, LeafState>>, log: LogReader, until: number) {
  const built: Record<string, LeafState> = {}
  for (const event of log.scan(-Infinity, until)) {
    const touched = new Map<number, number>()
    plan.events.find(event, (index, role) => touched.set(index, (touched.get(index) ?? 0) | role))
    for (const [index, roles] of touched) {
      const node = plan.nodes[index]
      if (node?.type !== 'history' || node.hash in kept) continue
      node.leaf.apply((built[node.hash] ??= node.leaf.create()), event, roles)
    }
  }
  return built
}
