import type { Json, JsonObject } from '../../json.ts'
import type { Condition } from '../condition.ts'
import type { Leaf } from '../leaf/leaf.ts'
import type { Guard, Plan } from './plan.ts'

/** Where the nodes of a plan are made. Each answers the node's number; equal requests get equal numbers. */
export interface Lowering {
  gate(need: number, children: readonly number[]): number
  not(child: number): number
  /** A leaf that keeps history. `content` says all that it depends on. */
  history(content: JsonObject, create: () => Leaf): number
  /** Lets a leaf take in an event only if something holds just before it. */
  guard(leaf: number, guard: Guard): number
  /** A plan of its own, of one segment with this rule. */
  alone(condition: Condition): Plan
  profile(path: string, condition: Json): number
  /** What the computed traits that a condition reads are made of. */
  computed(condition: Condition): JsonObject[]
  bucket(seed: string, range: readonly [number, number]): number
  /** The zone of calendar windows. */
  readonly timezone: string
  /** The rule of another segment. */
  segment(id: string): number
  /** The remembered membership of another segment; null: it follows from its rule. */
  tenure(id: string, is: 'in' | 'out', forMs: number, withinMs: number): number | null
  remember(condition: Condition, node: number): void
}
