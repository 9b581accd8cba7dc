import { canonicalJson } from '../../canonical-json.ts'
import type { Condition } from '../condition.ts'
import type { Op } from '../op.ts'
import { countRange } from '../plan/count-range.ts'
import { canonicalMatch, canonicalWindow, lengthOf } from '../plan/lower/canonical.ts'
import type { Plan, TenureNode } from '../plan/plan.ts'
import type { Window } from '../window/window.ts'

/** A leaf as a statement about numbers: how often something happened, how long one has been a member. */
export interface Atom {
  readonly variables: readonly string[]
  readonly holds: (valueOf: (variable: string) => number) => boolean
}

/** What a plan's leaves say, and which numbers are worth trying. */
export interface Atoms {
  readonly plan: Plan
  /** By node; a leaf that is not here may be true or false, whatever the others are. */
  readonly atoms: ReadonlyMap<number, Atom>
  /** For each variable numbers of which one behaves like any other there is. */
  readonly values: ReadonlyMap<string, ReadonlySet<number>>
  /** Is a value of one variable never above that of another: a count in 7 days and one in 30? */
  readonly isAtMost: (smaller: string, larger: string) => boolean
}

interface Count {
  readonly match: string
  readonly window: Window
}

const NEVER: Atom = { variables: [], holds: () => false }

export function createAtoms(plan: Plan, conditions: readonly Condition[]): Atoms {
  const atoms = new Map<number, Atom>()
  const values = new Map<string, Set<number>>()
  const counts = new Map<string, Count>()
  const tried = new Map<string, Set<number>>()

  for (const condition of conditions) {
    const node = plan.nodeOf.get(condition)
    if (node === undefined || !('kind' in condition)) continue
    const leaf = leafOf(plan, node)
    if (condition.kind === 'event' && (condition.agg ?? 'count') === 'count') {
      const range = countRange(condition.op ?? { gte: 1 })
      // The days of a calendar are those of the segment's zone, which a condition does not know.
      if ('always' in range || isCalendar(condition.window)) continue
      const match = canonicalJson(canonicalMatch(condition))
      const window = canonicalJson(canonicalWindow(condition.window, plan.options))
      const variable = `count ${match} ${window}`
      counts.set(variable, { match, window: condition.window })
      const shared = tried.get(match) ?? new Set([0])
      tried.set(match, shared)
      values.set(variable, shared)
      shared.add(range.min)
      if (range.max !== Infinity) shared.add(range.max + 1)
      const { min, max } = range
      atoms.set(leaf, {
        variables: [variable],
        holds: (valueOf) => valueOf(variable) >= min && valueOf(variable) <= max,
      })
    } else if ((condition.kind === 'event' || condition.kind === 'score') && isEmpty(condition.op)) {
      atoms.set(leaf, NEVER)
    }
  }
  for (const [index, node] of plan.nodes.entries()) {
    if (node.type === 'tenure') atoms.set(index, tenureAtom(node, values))
  }
  return {
    plan,
    atoms,
    values,
    isAtMost(smaller, larger) {
      const [a, b] = [counts.get(smaller), counts.get(larger)]
      return a !== undefined && b !== undefined && a.match === b.match && liesIn(a.window, b.window)
    },
  }
}

/** `not` is a node of its own. */
function leafOf(plan: Plan, index: number): number {
  const node = plan.nodes[index]
  return node?.type === 'not' ? node.child : index
}

function isCalendar(window: Window): boolean {
  return typeof window === 'object' && 'calendar' in window
}

function isEmpty(op: Op | undefined): boolean {
  return op !== undefined && 'between' in op && op.between[0] > op.between[1]
}

/** Whoever is in or out has been so for some time; for ever, where nothing is known of the beginning. */
function tenureAtom({ segment, is, forMs, withinMs }: TenureNode, values: Map<string, Set<number>>): Atom {
  const [member, age] = [`member ${segment}`, `age ${segment}`]
  values.set(member, new Set([0, 1]))
  const ages = values.get(age) ?? new Set([0, Infinity])
  values.set(age, ages)
  for (const bound of [forMs, withinMs]) ages.add(bound)
  return {
    variables: [member, age],
    holds: (valueOf) =>
      valueOf(member) === (is === 'in' ? 1 : 0) &&
      valueOf(age) >= forMs &&
      (withinMs === Infinity || valueOf(age) < withinMs),
  }
}

/** Does all that counts in one window count in another? */
function liesIn(inner: Window, outer: Window): boolean {
  if (outer === 'ever') return true
  if (typeof outer !== 'string') return false
  if (typeof inner === 'string') return inner !== 'ever' && lengthOf(inner) <= lengthOf(outer)
  return 'between' in inner && lengthOf(inner.between[0]) <= lengthOf(outer)
}
