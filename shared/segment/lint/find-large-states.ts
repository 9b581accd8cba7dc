import { toPointer } from '../../problem/index.ts'
import type { Condition } from '../condition.ts'
import { keepsPast, type Plan } from '../plan/plan.ts'
import { stateLimitOf } from '../state/leaf-states.ts'
import type { Lint } from './lint.ts'
import type { PlacedCondition } from './placed-condition.ts'

/**
 * Conditions whose own numbers ask for more to be remembered of one profile than a leaf may keep: high thresholds, long
 * sequences, narrow windows long ago. How much a state grows with what a visitor does is not known here.
 */
export function findLargeStates(conditions: readonly PlacedCondition[], plan: Plan): Lint[] {
  const limit = stateLimitOf(plan.options)
  return conditions.flatMap(({ condition, path }) => {
    const most = mostEntries(condition, plan)
    if (most === Infinity || most <= limit) return []
    return [
      {
        lint: 'largeState',
        pointer: toPointer([...path, memberOf(condition)]),
        found: `a number that takes up to ${inWords(most)} of each profile to remember`,
        expected: `one for which ${inWords(limit)} are enough: beyond, the log is read instead`,
      },
    ]
  })
}

function mostEntries(condition: Condition, plan: Plan): number {
  const node = plan.nodes[plan.nodeOf.get(condition) ?? -1]
  const leaf = node?.type === 'not' && 'kind' in condition ? plan.nodes[node.child] : node
  return keepsPast(leaf) ? leaf.leaf.most : 0
}

/** The member that says how much there is to remember. */
function memberOf(condition: Condition): string {
  const kind = 'kind' in condition ? condition.kind : ''
  return kind === 'event' ? 'op' : kind === 'sequence' ? 'steps' : 'window'
}

function inWords(entries: number): string {
  return `${entries.toLocaleString('en-US')} entries`
}
