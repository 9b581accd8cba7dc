import { truthOf } from './plan/circuit.ts'
import type { Plan } from './plan/plan.ts'
import { nextSessionEnd } from './session/sessions.ts'
import { createForecast } from './state/forecast.ts'
import { leafAt, type Runtime, runtimeOf, summaryOf } from './state/runtime.ts'
import type { SegmentState } from './state/segment-state.ts'
import { atLeastTruth, negateTruth, TRUE, type Truth, UNKNOWN } from './truth.ts'

/**
 * The earliest instant, epoch milliseconds, at which a membership changes if nothing happens; null: none ever does. An
 * instant at which conditions flip but every membership stays is none: it is not worth a wake-up. Of what rests on
 * remembered memberships or on the ends of sessions only a bound is known: the change is never before it.
 */
export function nextFlipAt(plan: Plan, state: SegmentState): number | null {
  const runtime = runtimeOf(plan, state)
  const { bounds, exact } = (runtime.forecast ??= createForecast(plan, runtime.timers, (index) =>
    mayChange(runtime, index),
  ))
  const sessionsEnd = plan.sessions?.mayFlipAtEnd ? nextSessionEnd(state.sessions) : Infinity
  for (let first = bounds.first(); first !== -1; first = bounds.first()) {
    if (exact.has(first)) return Math.min(bounds.dueOf(first), sessionsEnd)
    bounds.set(first, segmentFlipsAt(runtime, first))
    exact.add(first)
  }
  return sessionsEnd === Infinity ? null : sessionsEnd
}

/** Lets time pass for the leaves of one segment until its rule changes. */
function segmentFlipsAt(runtime: Runtime, segment: number): number {
  const { plan, timers, circuit } = runtime
  const planned = plan.segments[segment]
  if (!planned) return Infinity
  if (planned.remembers) return Math.min(Infinity, ...planned.leaves.map((leaf) => timers.dueOf(leaf)))
  if (!mayChange(runtime, segment)) return Infinity

  const before = truthOf(circuit, planned.node) === TRUE
  const truths = new Map<number, Truth>()
  const ifPassed = (leaf: number) => truths.get(leaf)
  const dues = new Map<number, number>()
  for (const leaf of planned.leaves) {
    const due = timers.dueOf(leaf)
    if (due !== Infinity) dues.set(leaf, due)
  }
  while (dues.size > 0) {
    const at = Math.min(...dues.values())
    for (const [leaf, due] of dues) {
      if (due !== at) continue
      // Beyond this instant only the log knows: it is a bound.
      if (summaryOf(runtime, leaf)) return at
      const { truth, flipsAt } = leafAt(runtime, leaf, at)
      truths.set(leaf, truth)
      if (flipsAt === Infinity) dues.delete(leaf)
      else dues.set(leaf, flipsAt)
    }
    if ((truthIf(runtime, ifPassed, planned.node) === TRUE) !== before) return at
  }
  return Infinity
}

/** Can any flips of its timed leaves change a segment? Most rules wait for an event. */
function mayChange(runtime: Runtime, segment: number): boolean {
  const planned = runtime.plan.segments[segment]
  if (!planned) return false
  const ifTimed = (leaf: number) => (runtime.timers.dueOf(leaf) === Infinity ? undefined : UNKNOWN)
  return planned.remembers || truthIf(runtime, ifTimed, planned.node) === UNKNOWN
}

/** The truth of a node if some leaves were other than they are. */
function truthIf(runtime: Runtime, leafTruth: (leaf: number) => Truth | undefined, index: number): Truth {
  const node = runtime.plan.nodes[index]
  if (node?.type === 'not') return negateTruth(truthIf(runtime, leafTruth, node.child))
  if (node?.type !== 'gate') return leafTruth(index) ?? truthOf(runtime.circuit, index)
  let trueCount = 0
  let unknownCount = 0
  for (const child of node.children) {
    const truth = truthIf(runtime, leafTruth, child)
    if (truth === TRUE) trueCount++
    else if (truth === UNKNOWN) unknownCount++
  }
  return atLeastTruth(node.need, trueCount, unknownCount)
}
