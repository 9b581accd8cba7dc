import { truthOf } from './plan/circuit.ts'
import type { Plan } from './plan/plan.ts'
import { createForecast } from './state/forecast.ts'
import { leafAt, type Runtime, runtimeOf } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import { atLeastTruth, FALSE, negateTruth, TRUE, type Truth } from './truth.ts'

/**
 * The earliest instant, epoch milliseconds, at which a membership changes if nothing happens; null: none ever does. An
 * instant at which conditions flip but every membership stays is none: it is not worth a wake-up.
 */
export function nextFlipAt(plan: Plan, state: SegmentState): number | null {
  const runtime = runtimeOf(plan, state)
  const { bounds, exact } = (runtime.forecast ??= createForecast(plan, runtime.timers))
  for (let first = bounds.first(); first !== -1; first = bounds.first()) {
    if (exact.has(first)) return bounds.dueOf(first)
    bounds.set(first, segmentFlipsAt(runtime, first))
    exact.add(first)
  }
  return null
}

/** Lets time pass for the leaves of one segment until its rule changes. */
function segmentFlipsAt(runtime: Runtime, segment: number): number {
  const { plan, timers, circuit } = runtime
  const planned = plan.segments[segment]
  if (!planned) return Infinity
  if (planned.remembers) return Math.min(Infinity, ...planned.leaves.map((leaf) => timers.dueOf(leaf)))
  const before = truthOf(circuit, planned.node) === TRUE
  const truths = new Map<number, Truth>()
  const dues = new Map<number, number>()
  for (const leaf of planned.leaves) {
    const due = timers.dueOf(leaf)
    if (due !== Infinity) dues.set(leaf, due)
  }
  while (dues.size > 0) {
    const at = Math.min(...dues.values())
    for (const [leaf, due] of dues) {
      if (due !== at) continue
      const { truth, flipsAt } = leafAt(runtime, leaf, at)
      truths.set(leaf, truth)
      if (flipsAt === Infinity) dues.delete(leaf)
      else dues.set(leaf, flipsAt)
    }
    if ((truthWith(runtime, truths, planned.node) === TRUE) !== before) return at
  }
  return Infinity
}

/** The truth of a node if some leaves were other than they are. */
function truthWith(runtime: Runtime, truths: ReadonlyMap<number, Truth>, index: number): Truth {
  const node = runtime.plan.nodes[index]
  if (node?.type === 'not') return negateTruth(truthWith(runtime, truths, node.child))
  if (node?.type !== 'gate') return truths.get(index) ?? truthOf(runtime.circuit, index)
  let trueCount = 0
  let unknownCount = 0
  for (const child of node.children) {
    const truth = truthWith(runtime, truths, child)
    if (truth === TRUE) trueCount++
    else if (truth !== FALSE) unknownCount++
  }
  return atLeastTruth(node.need, trueCount, unknownCount)
}
