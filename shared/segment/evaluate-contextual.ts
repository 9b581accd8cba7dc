import type { Facts } from '../event/facts.ts'
import type { Json } from '../json.ts'
import { copyCircuit, setTruth } from './plan/circuit.ts'
import type { Plan } from './plan/plan.ts'
import { FALSE, TRUE } from './truth.ts'

/**
 * The segments a request is in by its facts alone, where there is no profile (no consent, no id). Whatever needs
 * history or traits is unknown, and unknown is not membership: nobody without consent "never purchased".
 */
export function evaluateContextual(plan: Plan, facts: Facts, now: number): ReadonlySet<string> {
  const circuit = copyCircuit(plan.anonymous)
  // Facts are JSON; their interface only lacks the index signature that says so.
  const view = facts as unknown as Json
  for (const namespace of Object.keys(facts)) {
    for (const readers of plan.profile.get(namespace)?.values() ?? []) {
      for (const index of readers) {
        const node = plan.nodes[index]
        if (node?.type !== 'profile') continue
        const value = node.read(view)
        if (value === null && node.needsValue) continue
        setTruth(plan.nodes, circuit, index, node.test.holds(value, now) ? TRUE : FALSE, () => {})
      }
    }
  }
  return new Set(
    plan.segments.filter(({ node }) => circuit.truth[node] === TRUE).map(({ segment }) => segment.id),
  )
}
