import type { JsonObject } from '../json.ts'
import type { Plan } from './plan/plan.ts'
import { warmAt } from './state/warming.ts'
import type { SegmentState } from './state/segment-state.ts'

/** The values of the profile's computed traits by their ids, as of the last `advance`; null where there is none. */
export function computedTraits(plan: Plan, state: SegmentState): JsonObject {
  return Object.fromEntries(
    [...plan.computed].map(([id, index]) => {
      const node = plan.nodes[index]
      if (node?.type !== 'computed') throw new Error(`node ${index} is no computed trait`)
      // Half a sum is none.
      if (state.clock < warmAt({ plan, state }, index)) return [id, null]
      const summary = state.summaries[node.hash]
      if (summary) return [id, summary.value]
      return [id, node.leaf.value(state.leaves[node.hash] ?? node.leaf.create(), state.clock)]
    }),
  )
}
