import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import { type Circuit, copyCircuit, setTruth, truthOf } from '../plan/circuit.ts'
import {
  type Membership,
  membershipStepsAt,
  OUTSIDE,
  stepMembership,
  type Verdict,
} from '../memory/membership.ts'
import { tenureAt } from '../memory/tenure.ts'
import { keepsPast, type Plan, type PlannedMemory } from '../plan/plan.ts'
import type { LeafState } from '../leaf/leaf.ts'
import type { LogReader } from '../log-reader.ts'
import type { Moment } from '../leaf/measure.ts'
import type { Transition } from '../transition.ts'
import { FALSE, TRUE, type Truth, UNKNOWN } from '../truth.ts'
import type { EventKey, LeafSummary, SegmentState } from './segment-state.ts'
import { type Forecast, leafFlipped, leafMoved } from './forecast.ts'
import { keepLeaf, leafSays, renewSummary, stateLimitOf } from './leaf-states.ts'
import { createTimers, type Timers } from './timers.ts'
import { holdsWhile } from './holds-while.ts'
import { type Answer, whileWarming } from './warming.ts'
import { profileView, type ProfileView } from './profile-view.ts'

/**
 * What is kept in memory beside a profile's state so that an event costs only what it touches. All of it follows from
 * plan and state.
 */
export interface Runtime {
  readonly plan: Plan
  readonly state: SegmentState
  /** As it is in the present call; null: the call only reads. */
  log: LogReader | null
  /** The event that is being taken in, while nothing knows of it yet but the log. */
  taking: ProfileEvent | null
  /** How many entries a leaf may keep. Lives that are told again and kept nowhere have no limit. */
  stateLimit: number
  /** By hash the leaves of which the state has a summary, as far as they were needed. */
  readonly whole: Map<string, LeafState>
  /** Was there any summary since? Most profiles have none. */
  hasSummaries: boolean
  readonly circuit: Circuit
  readonly timers: Timers
  readonly view: ProfileView
  /** Segments whose rule flipped since memberships were last settled. */
  readonly unsettled: Set<number>
  /** The answer of `memberships`, until one changes. */
  members: ReadonlySet<string> | null
  /** When memberships will change; null: nobody has asked yet. */
  forecast: Forecast | null
  /** The numbers of the open sessions that leaves were last told of. */
  followed: readonly number[]
  /** Hears of every node that flips. */
  onFlip: ((node: number, before: Truth) => void) | null
}

const runtimes = new WeakMap<SegmentState, Runtime>()

/**
 * The runtime of a state; built from the state when it is not in memory.
 *
 * @param log The profile's log as it is now, where the caller may change the state.
 */
export function runtimeOf(plan: Plan, state: SegmentState, log: LogReader | null = null): Runtime {
  const kept = runtimes.get(state)
  if (kept?.plan === plan) {
    kept.log = log
    return kept
  }
  if (state.plan !== plan.hash) throw new Error('the state is of another plan: upgradeState comes first')
  const runtime = createRuntime(plan, state, log)
  runtimes.set(state, runtime)
  return runtime
}

function createRuntime(plan: Plan, state: SegmentState, log: LogReader | null): Runtime {
  const runtime: Runtime = {
    plan,
    state,
    log,
    taking: null,
    stateLimit: stateLimitOf(plan.options),
    whole: new Map(),
    hasSummaries: Object.keys(state.summaries).length > 0,
    circuit: copyCircuit(plan.untouched),
    timers: createTimers(),
    view: profileView(plan, state),
    unsettled: new Set(),
    members: null,
    forecast: null,
    followed: state.sessions?.open.map(({ number }) => number) ?? [],
    onFlip: null,
  }
  for (const hash of [...Object.keys(state.leaves), ...Object.keys(state.summaries)]) {
    const index = plan.nodeOfHash.get(hash) ?? -1
    const node = plan.nodes[index]
    if (!keepsPast(node)) continue
    // A leaf that was just built may take more room than there is.
    keepLeaf(runtime, index, node)
    refresh(runtime, index)
  }
  for (const namespace of Object.keys(runtime.view)) refreshNamespace(runtime, namespace)
  // Nothing to tell but what differs from what was told: at birth, and after an upgrade.
  runtime.unsettled.clear()
  for (const [index, { segment, node, memory }] of plan.segments.entries()) {
    const member = memory ? membershipOf(state, memory).in : runtime.circuit.truth[node] === TRUE
    if (member !== Object.hasOwn(state.members, segment.id)) runtime.unsettled.add(index)
  }
  for (const index of plan.remembering) refreshMembership(runtime, index)
  return runtime
}

function membershipOf(state: SegmentState, { hash }: PlannedMemory): Membership {
  return state.memory[hash]?.now ?? OUTSIDE
}

/** Looks again at what reads a remembered membership, and at when it takes its next step by time. */
export function refreshMembership(runtime: Runtime, index: number): void {
  const { plan, state, timers, forecast } = runtime
  const memory = plan.segments[index]?.memory
  if (!memory) return
  const steps = membershipStepsAt(
    membershipOf(state, memory),
    verdictOf(runtime, index),
    state.clock,
    memory.stay,
  )
  timers.set(memory.watch, steps)
  if (forecast) leafFlipped(plan, forecast, timers, memory.watch)
  for (const tenure of plan.tenures.get(index) ?? []) refresh(runtime, tenure)
}

function verdictOf({ plan, circuit }: Runtime, index: number): Verdict {
  const planned = plan.segments[index]
  const when = planned !== undefined && circuit.truth[planned.node] === TRUE
  const exit = planned?.memory?.exit ?? null
  return { when, exit: exit === null ? !when : circuit.truth[exit] === TRUE }
}

/** Looks again at a leaf: its truth now, and when it will flip. */
export function refresh(runtime: Runtime, index: number): void {
  const { plan, state, timers, circuit, forecast } = runtime
  const leaf = plan.nodes[index]
  if (leaf?.type === 'watch') {
    runtime.unsettled.add(leaf.segment)
    return
  }
  if (runtime.hasSummaries) renewSummary(runtime, leaf?.type === 'profile' ? (leaf.computed ?? index) : index)
  if (leaf?.type === 'computed') {
    for (const reader of leaf.parents) refresh(runtime, reader)
    return
  }
  const { truth, flipsAt } = leafAt(runtime, index, state.clock)
  // A timer that does not lie ahead would ring for ever.
  if (!(flipsAt > state.clock))
    throw new Error(`node ${index} wants to flip at ${flipsAt}, which is not ahead`)
  const flipped = truthOf(circuit, index) !== truth
  const before = timers.dueOf(index)
  timers.set(index, flipsAt)
  if (flipped) {
    setTruth(plan.nodes, circuit, index, truth, (node, reader, previous) => {
      runtime.onFlip?.(node, previous)
      for (const segment of reader.segments) runtime.unsettled.add(segment)
    })
  }
  if (!forecast) return
  if (flipped) leafFlipped(plan, forecast, timers, index)
  // Even where its next flip is the same, the one after that may be another.
  else leafMoved(plan, forecast, timers, index, before)
}

/** What a leaf is at an instant at or after the clock, and when it flips after that, if nothing happens. */
export function leafAt(runtime: Runtime, index: number, at: number): Answer {
  const known = leafAsKept(runtime, index, at)
  return runtime.state.warming === undefined ? known : whileWarming(runtime, index, at, known)
}

/** What a leaf says, if what is kept of it is all there is to know. */
function leafAsKept(runtime: Runtime, index: number, at: number): Answer {
  const { plan, state, view, circuit } = runtime
  const node = plan.nodes[index]
  if (node?.type === 'tenure') {
    const memory = plan.segments[node.segment]?.memory
    return tenureAt(node, memory ? membershipOf(state, memory) : OUTSIDE, truthOf(circuit, node.rule), at)
  }
  if (node?.type === 'history') return leafSays(runtime, node, at)
  if (node?.type !== 'profile') throw new Error(`node ${index} is no leaf`)
  if (node.computed !== null) {
    const holding = holdsWhile(node.test, courseOf(runtime, node.computed, node.read, at))
    const flipsAt = Math.min(holding.until, summaryOf(runtime, index)?.until ?? Infinity)
    return { truth: holding.holds ? TRUE : FALSE, flipsAt }
  }
  const value = node.read(view)
  if (value === null && node.needsValue) return { truth: UNKNOWN, flipsAt: Infinity }
  const holding = holdsWhile(node.test, [[at, value]])
  return { truth: holding.holds ? TRUE : FALSE, flipsAt: holding.until }
}

/** What is read of a computed trait, from an instant on. */
function* courseOf(
  { plan, state }: Runtime,
  index: number,
  read: (value: Json) => Json,
  from: number,
): Generator<Moment> {
  const node = plan.nodes[index]
  if (node?.type !== 'computed') throw new Error(`node ${index} is no computed trait`)
  const summary = state.summaries[node.hash]
  const course = summary
    ? [[from, summary.value] as const]
    : node.leaf.course(state.leaves[node.hash] ?? node.leaf.create(), from)
  for (const [at, value] of course) yield [at, read(value)]
}

/** The summary that is all there is of what a leaf knows, or of the computed trait that it reads; undefined: more is. */
export function summaryOf({ plan, state }: Runtime, index: number): LeafSummary | undefined {
  const leaf = plan.nodes[index]
  const node = leaf?.type === 'profile' ? plan.nodes[leaf.computed ?? -1] : leaf
  return keepsPast(node) ? state.summaries[node.hash] : undefined
}

/** Looks again at every leaf that reads a namespace. */
export function refreshNamespace(runtime: Runtime, namespace: string): void {
  for (const readers of runtime.plan.profile.get(namespace)?.values() ?? []) {
    for (const reader of readers) refresh(runtime, reader)
  }
}

/** Looks again at every leaf that reads a member of a namespace. */
export function refreshMember(runtime: Runtime, namespace: string, member: string): void {
  const readers = runtime.plan.profile.get(namespace)
  for (const reader of readers?.get(member) ?? []) refresh(runtime, reader)
  for (const reader of readers?.get('') ?? []) refresh(runtime, reader)
}

/** Refreshes the leaves that are due at the clock. */
export function refreshDue(runtime: Runtime): void {
  const { state, timers } = runtime
  for (let node = timers.take(state.clock); node >= 0; node = timers.take(state.clock)) refresh(runtime, node)
}

/** Brings the memberships in line with the rules, and tells what changed. */
export function settle(runtime: Runtime, transitions: Transition[], reason?: 'late'): void {
  const { plan, state, circuit, unsettled } = runtime
  // Those first that others rest on: a remembered membership that changes may unsettle them.
  for (const index of plan.remembering)
    if (unsettled.has(index)) settleRemembered(runtime, index, transitions, reason)
  if (unsettled.size === 0) return
  for (const index of unsettled.size > 1 ? [...unsettled].toSorted((a, b) => a - b) : unsettled) {
    const planned = plan.segments[index]
    if (!planned || planned.memory) continue
    const member = circuit.truth[planned.node] === TRUE
    if (member === Object.hasOwn(state.members, planned.segment.id)) continue
    tell(runtime, planned.segment.id, member ? state.clock : null, transitions, reason)
  }
  unsettled.clear()
}

function settleRemembered(runtime: Runtime, index: number, transitions: Transition[], reason?: 'late'): void {
  const { plan, state, unsettled } = runtime
  const planned = plan.segments[index]
  unsettled.delete(index)
  if (!planned?.memory) return
  const { hash, stay } = planned.memory
  const { id } = planned.segment
  if (state.born === null) {
    // Before the first event there is no life to remember. An earlier plan may have seen that otherwise.
    if (Object.hasOwn(state.members, id)) tell(runtime, id, null, transitions, reason)
    // Facts may say already who is in nothing: out is known then, not unknown.
    refreshMembership(runtime, index)
    return
  }
  const kept = state.memory[hash]
  // What happens at one instant is one step, however often it is looked at.
  const before = kept ? (kept.at === state.clock ? kept.before : kept.now) : OUTSIDE
  const now = stepMembership(before, verdictOf(runtime, index), state.clock, stay)
  if (now !== before || kept?.at === state.clock) state.memory[hash] = { at: state.clock, before, now }
  refreshMembership(runtime, index)
  if (now.in !== Object.hasOwn(state.members, id))
    tell(runtime, id, now.in ? (now.since ?? state.clock) : null, transitions, reason)
  else if (now.in && now.since !== null) state.members[id] = now.since
}

function tell(
  runtime: Runtime,
  id: string,
  since: number | null,
  transitions: Transition[],
  reason: 'late' | undefined,
): void {
  const { state } = runtime
  if (since === null) delete state.members[id]
  else state.members[id] = since
  runtime.members = null
  transitions.push({
    segment: id,
    type: since === null ? 'exited' : 'entered',
    at: state.clock,
    ...(reason && { reason }),
  })
}

/** The event is after every event so far, after the clock, and after the instant at which the facts became what they are. */
export function isInOrder({ clock, last, sessions, factsAt }: SegmentState, event: ProfileEvent): boolean {
  if (event.at < clock || event.at === factsAt) return false
  // Sessions that have ended at its very instant have ended too early, or at least before their turn.
  return event.at !== sessions?.endedAt && isAfter(last, event)
}

/** Is an event the last one in order, now that it is there? */
export function isAfter(last: EventKey | null, event: ProfileEvent): boolean {
  if (!last || event.at !== last[0]) return last === null || event.at > last[0]
  const sequence = event.sequence ?? 0
  return sequence === last[1] ? event.id > last[2] : sequence > last[1]
}

export function keyOf({ at, sequence = 0, id }: ProfileEvent): EventKey {
  return [at, sequence, id]
}
