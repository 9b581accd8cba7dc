import type { LogReader } from './log-reader.ts'
import type { LeafState } from './leaf/leaf.ts'
import type { Plan } from './plan/plan.ts'
import { nextSessionEnd } from './session/sessions.ts'
import { buildLeaves, type Built } from './state/build-leaves.ts'
import { replay } from './state/replay.ts'
import { runtimeOf, settle } from './state/runtime.ts'
import type { LeafSummary, MemoryEntry, SegmentState } from './state/segment-state.ts'
import { noteBuilt, noteSessionsBuilt, SESSIONS } from './state/warming.ts'
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
  const clock = Math.max(old.clock, now)
  // Sessions that ended since the old plan last looked have not been told to its leaves.
  const knowsSessions = nextSessionEnd(old.sessions) > clock
  const isKept = ([hash]: readonly [string, unknown]) => {
    const node = plan.nodeOfHash.get(hash)
    return node !== undefined && (knowsSessions || !plan.sessions?.leaves.has(node))
  }
  const leaves = Object.fromEntries(Object.entries(old.leaves).filter(isKept))
  const summaries = Object.fromEntries(
    Object.entries(old.summaries).filter((entry) => isKept(entry) && (entry[1].until ?? Infinity) > clock),
  )
  const knowsSummaries = Object.values(old.summaries).every(({ until }) => (until ?? Infinity) > clock)
  const kept = new Set([...Object.keys(leaves), ...Object.keys(summaries)])
  let sessions = plan.sessions ? old.sessions : null
  // A leaf that the old plan had and nothing has touched is looked for again, and in vain: the state does not say
  // which those are, so that they cost nothing.
  if (old.plan !== plan.hash || !knowsSessions || !knowsSummaries) {
    const built = buildMissing(plan, { ...leaves, ...summaries }, log, clock)
    Object.assign(leaves, built.leaves)
    if (!sessions || !knowsSessions) sessions = built.sessions
  }
  const members = { ...old.members }
  const memory = rememberedBy(plan, old, log, clock)
  const state: SegmentState = {
    ...old,
    plan: plan.hash,
    clock,
    leaves,
    summaries,
    members,
    memory,
    sessions,
  }

  forgetWarming(plan, state)
  if (log.wholeAfter !== undefined)
    for (const [hash, index] of plan.nodeOfHash) if (!kept.has(hash)) noteBuilt(plan, state, index, log)
  if (sessions !== old.sessions) noteSessionsBuilt(plan, state, log)

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

/** What is warming and gone is no longer warming. */
function forgetWarming({ nodeOfHash }: Plan, state: SegmentState): void {
  if (state.warming === undefined) return
  state.warming = Object.fromEntries(
    Object.entries(state.warming).filter(([hash]) => nodeOfHash.has(hash) || hash === SESSIONS),
  )
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
    const entry = old.memory[hash] ?? (lived ??= replay(plan, until, log)).memory[hash]
    if (entry) memory[hash] = entry
  }
  return memory
}

function buildMissing(
  plan: Plan,
  kept: Readonly<Record<string, LeafState | LeafSummary>>,
  log: LogReader,
  until: number,
): Built {
  const built = buildLeaves(
    plan,
    ({ hash }, index) => !(hash in kept) && !plan.guarded.has(index),
    log,
    until,
  )
  const guarded = [...plan.guarded.keys()].flatMap((index) => {
    const node = plan.nodes[index]
    return node?.type === 'history' && !(node.hash in kept) ? [node.hash] : []
  })
  if (guarded.length > 0) {
    const { leaves } = replay(plan, until, log)
    for (const hash of guarded) if (leaves[hash]) built.leaves[hash] = leaves[hash]
  }
  return built
}
