import { OUTSIDE } from './memory/membership.ts'
import { keepsPast, type Plan } from './plan/plan.ts'
import type { SegmentState } from './state/segment-state.ts'

/**
 * Comes before events are dropped from a profile's log. What the state knows of them it goes on knowing; so that rules
 * of a later release are not taken for ones it knows, it says by name which those are, touched or not.
 *
 * From then on the log says from when it is whole: `LogReader.wholeAfter`.
 *
 * @param state Changed in place; of this plan.
 */
export function prepareToForget(plan: Plan, state: SegmentState): void {
  for (const node of plan.nodes)
    if (keepsPast(node) && !state.summaries[node.hash]) state.leaves[node.hash] ??= node.leaf.create()
  for (const index of plan.remembering) {
    const hash = plan.segments[index]?.memory?.hash ?? ''
    state.memory[hash] ??= { at: state.clock, before: OUTSIDE, now: OUTSIDE }
  }
}
