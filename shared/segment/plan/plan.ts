import type { Json } from '../../json.ts'
import type { Condition } from '../condition.ts'
import type { Leaf } from '../leaf/leaf.ts'
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
  /** The nodes of leaves that keep history, by content hash. */
  readonly nodeOfHash: ReadonlyMap<string, number>
  readonly events: EventIndex
  /** Leaves that take in an event only if another node holds just before it: leaf → that node. */
  readonly guarded: ReadonlyMap<number, number>
  /** The guarded leaves and those that their guards rest on. */
  readonly heeded: ReadonlySet<number>
  /** Namespace → member → the leaves that read it; the member `''` is the namespace as a whole. */
  readonly profile: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>
  /** The circuit of a profile to which nothing has happened. */
  readonly untouched: Circuit
  /** The circuit where there is no profile: whatever needs history or traits is unknown. */
  readonly anonymous: Circuit
}

/** Settings of a site that its rules depend on. */
export interface PlanOptions {
  /** IANA name; calendar windows use it. */
  readonly timezone: string
}

export interface PlannedSegment {
  readonly segment: Segment
  readonly node: number
  /** The leaves that the rule rests on, by way of other segments too. */
  readonly leaves: readonly number[]
}

export type PlanNode = (GateNode | NotNode | HistoryNode | ProfileNode) & {
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

export interface ProfileNode {
  readonly type: 'profile'
  readonly path: string
  readonly read: (profile: Json) => Json
  readonly test: ValueTest
  /** Is it unknown, not false, while the path has no value? */
  readonly needsValue: boolean
}
