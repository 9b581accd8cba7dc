import type { Plan } from '../plan/plan.ts'
import type { Atoms } from './atoms.ts'

/** How many combinations of values are tried; a condition with more is taken to depend on the visitor. */
const MOST_COMBINATIONS = 2048

/**
 * The answer of a node, if it is the same whatever its leaves are; null: it is not, or nobody can tell. Tries all
 * combinations of what the leaves may be, and more than there can be, so a constant that it finds is one.
 */
export function constantOf(root: number, given: Atoms): boolean | null {
  const { plan, atoms, values, isAtMost } = given
  const leaves = leavesUnder(plan, root)
  // What takes in an event only while something holds that never does.
  const never = new Set(
    leaves.filter((leaf) => {
      const guard = plan.guarded.get(leaf)
      return guard?.type === 'node' && constantOf(guard.node, given) === false
    }),
  )
  const free = (leaf: number) => `leaf ${leaf}`
  const variables = [...new Set(leaves.flatMap((leaf) => atoms.get(leaf)?.variables ?? [free(leaf)]))]
  const choices = variables.map((variable) => [...(values.get(variable) ?? [0, 1])])
  if (choices.reduce((product, { length }) => product * length, 1) > MOST_COMBINATIONS) return null
  const ordered = variables.flatMap((smaller) =>
    variables
      .filter((larger) => larger !== smaller && isAtMost(smaller, larger))
      .map((larger) => [smaller, larger] as const),
  )

  const seen = new Set<boolean>()
  for (const combination of combinations(choices)) {
    const valueOf = (variable: string) => combination[variables.indexOf(variable)] ?? 0
    if (ordered.some(([smaller, larger]) => valueOf(smaller) > valueOf(larger))) continue
    const leafHolds = (leaf: number) =>
      !never.has(leaf) && (atoms.get(leaf)?.holds(valueOf) ?? valueOf(free(leaf)) === 1)
    seen.add(holds(plan, root, leafHolds))
    if (seen.size > 1) return null
  }
  return seen.has(true)
}

function leavesUnder(plan: Plan, root: number): number[] {
  const found = new Set([root])
  // A set that grows while it is walked.
  for (const index of found) for (const child of childrenOf(plan, index)) found.add(child)
  return [...found].filter((index) => !isLogic(plan, index))
}

function isLogic({ nodes }: Plan, index: number): boolean {
  const type = nodes[index]?.type
  return type === 'gate' || type === 'not'
}

function childrenOf({ nodes }: Plan, index: number): readonly number[] {
  const node = nodes[index]
  return node?.type === 'gate' ? node.children : node?.type === 'not' ? [node.child] : []
}

function holds(plan: Plan, index: number, leafHolds: (leaf: number) => boolean): boolean {
  const node = plan.nodes[index]
  if (node?.type === 'not') return !holds(plan, node.child, leafHolds)
  if (node?.type !== 'gate') return leafHolds(index)
  return node.children.filter((child) => holds(plan, child, leafHolds)).length >= node.need
}

function* combinations(choices: readonly (readonly number[])[]): Generator<readonly number[]> {
  const [first, ...rest] = choices
  if (!first) {
    yield []
    return
  }
  for (const value of first) for (const others of combinations(rest)) yield [value, ...others]
}
