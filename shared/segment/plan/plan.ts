import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { Condition } from '../condition.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import type { Leaf } from '../leaf/leaf.ts'
import type { LogReader } from '../log-reader.ts'
import type { Measure } from '../leaf/measure.ts'
import type { Stay } from '../memory/membership.ts'
import type { Segment } from '../segment.ts'
import type { ValueTest } from '../where/value-test.ts'
import type { Circuit } from './circuit.ts'
import type { EventIndex } from './event-index.ts'

/**
 * The segments of a release, compiled once and shared by all profiles: conditions as a graph of nodes in which equal
 * parts are one, and indexes from what happens to the leaves that it touches.
 */
export interface Plan {
  /** Of everything that decides memberships: two plans with one hash take over each other's states. */
  readonly hash: string
  readonly options: PlanOptions
  readonly segments: readonly PlannedSegment[]
  /** Children come before their parents. */
  readonly nodes: readonly PlanNode[]
  readonly nodeOf: ReadonlyMap<Condition, number>
  /** The nodes of computed traits, by id. */
  readonly computed: ReadonlyMap<string, number>
  /** The nodes that keep history, by content hash. */
  readonly nodeOfHash: ReadonlyMap<string, number>
  readonly events: EventIndex
  /** Leaves that take in an event only if something holds just before it. */
  readonly guarded: ReadonlyMap<number, Guard>
  /** The segments whose membership is remembered, those first that others rest on. */
  readonly remembering: readonly number[]
  /** Segment → the nodes that read its remembered membership. */
  readonly tenures: ReadonlyMap<number, readonly number[]>
  /** The leaves whose past matters to guarded leaves and remembered memberships. */
  readonly heeded: ReadonlySet<number>
  /** What rests on sessions; null: nothing does, and none are kept. */
  readonly sessions: PlannedSessions | null
  /** Namespace → member → the leaves that read it; the member `''` is the namespace as a whole. */
  readonly profile: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>
  /** The circuit of a profile to which nothing has happened. */
  readonly untouched: Circuit
  /** The circuit where there is no profile: whatever needs history or traits is unknown. */
  readonly anonymous: Circuit
}

export type Guard = NodeGuard | LogGuard

/** A node of the same plan has to hold. */
export interface NodeGuard {
  readonly type: 'node'
  readonly node: number
}

/** A condition has to hold that refers to the event itself: the log has to say. */
export interface LogGuard {
  readonly type: 'log'
  /** How far back from the event it looks, in milliseconds. */
  readonly reachMs: number
  /** May an event that comes late make another of the answer? Those that set traits always may. */
  heeds(event: ProfileEvent): boolean
  holdsBefore(event: ProfileEvent, log: LogReader): boolean
}

/** Settings of a site that its rules depend on. */
export interface PlanOptions {
  /** IANA name; calendar windows use it. */
  readonly timezone: string
  /** What rules, and texts, may read at `computed.<id>`. @default none */
  readonly computedTraits?: readonly ComputedTrait[] | undefined
  /** Are sessions kept though no rule asks for them, because content does? @default false */
  readonly sessions?: boolean
  /**
   * How many entries (instants, values) a leaf keeps of one profile; one that needs more keeps a summary, and the log is
   * read where that does not say enough. @default 1,000
   */
  readonly stateLimit?: number
}

export interface PlannedSegment {
  readonly segment: Segment
  readonly node: number
  /** The leaves that the rule rests on, by way of other segments too. */
  readonly leaves: readonly number[]
  /** Where membership does not follow from the rule alone. */
  readonly memory: PlannedMemory | null
  /** Does the membership rest on remembered ones? Then only a bound of its next change is known. */
  readonly remembers: boolean
}

export interface PlannedSessions {
  /** The leaves that see derived events, or tell sessions apart. */
  readonly leaves: ReadonlySet<number>
  /** Those of them that have to know which sessions are open. */
  readonly followers: readonly number[]
  /** Can anything change when a session ends by time? */
  readonly mayFlipAtEnd: boolean
  /** Does what is remembered rest on sessions? */
  readonly isHeeded: boolean
}

export interface PlannedMemory {
  /** Of all that the membership rests on. */
  readonly hash: string
  readonly exit: number | null
  readonly stay: Stay
  /** The node whose timer is the next step by time alone. */
  readonly watch: number
}

export type PlanNode = (
  | GateNode
  | NotNode
  | HistoryNode
  | ComputedNode
  | ProfileNode
  | TenureNode
  | WatchNode
) & {
  /** The nodes that read this one; twice, where one reads it twice. */
  readonly parents: readonly number[]
  /** The segments that this node is the whole rule of. */
  readonly segments: readonly number[]
  /** Of a leaf: the segments that rest on it. */
  readonly supports: readonly number[]
}

/** At least `need` of the children: `all` needs each, `any` one. */
export interface GateNode {
  readonly type: 'gate'
  readonly need: number
  readonly children: readonly number[]
}

export interface NotNode {
  readonly type: 'not'
  readonly child: number
}

export interface HistoryNode {
  readonly type: 'history'
  readonly hash: string
  readonly leaf: Leaf
}

/** No truth, but a value, which profile nodes read. */
export interface ComputedNode {
  readonly type: 'computed'
  readonly hash: string
  readonly leaf: Measure
}

/** A node that keeps something of the past, by its content hash. */
export type PastNode = HistoryNode | ComputedNode

export function keepsPast(node: PlanNode | undefined): node is PlanNode & PastNode {
  return node?.type === 'history' || node?.type === 'computed'
}

/** A remembered membership: in or out, for so long, begun within so long. */
export interface TenureNode {
  readonly type: 'tenure'
  readonly segment: number
  readonly rule: number
  readonly is: 'in' | 'out'
  readonly forMs: number
  readonly withinMs: number
}

/** No truth, only a timer: the next step of a remembered membership. */
export interface WatchNode {
  readonly type: 'watch'
  readonly segment: number
}

export interface ProfileNode {
  readonly type: 'profile'
  readonly path: string
  /** The node of the computed trait that it reads; null: it reads what is known of the profile. */
  readonly computed: number | null
  /** Reads the profile, or the computed trait's value. */
  readonly read: (from: Json) => Json
  readonly test: ValueTest
  /** Is it unknown, not false, while the path has no value? */
  readonly needsValue: boolean
}
