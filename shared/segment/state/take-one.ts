import type { ProfileEvent } from '../../event/profile-event.ts'
import { truthOf } from '../plan/circuit.ts'
import { keepsPast } from '../plan/plan.ts'
import type { SessionedEvent } from '../session/with-sessions.ts'
import { TRUE } from '../truth.ts'
import { applyToLeaf } from './leaf-states.ts'
import { logOf } from './log-of.ts'
import { refresh, refreshDue, type Runtime } from './runtime.ts'
import { noteBuilt } from './warming.ts'
import { touchedBy } from './touched-by.ts'

/** Lets the leaves that an event touches take it in; those with a guard only if it holds just before. */
export function takeOne(runtime: Runtime, { event, session }: SessionedEvent): void {
  const { plan } = runtime
  const touched = touchedBy(plan, event)
  const refused = refusedByGuards(runtime, event, touched)
  for (const [index, roles] of touched) {
    const node = plan.nodes[index]
    if (!keepsPast(node) || refused?.has(index)) continue
    applyToLeaf(runtime, index, node, event, roles, session)
    refresh(runtime, index)
  }
}

/** The touched leaves whose guard does not hold at this instant, before the event. */
function refusedByGuards(
  runtime: Runtime,
  event: ProfileEvent,
  touched: ReadonlyMap<number, number>,
): Set<number> | null {
  const { plan, circuit } = runtime
  if (plan.guarded.size === 0) return null
  refreshDue(runtime)
  const refused = new Set<number>()
  for (const index of touched.keys()) {
    const guard = plan.guarded.get(index)
    if (!guard) continue
    const holds =
      guard.type === 'node' ? truthOf(circuit, guard.node) === TRUE : guard.holdsBefore(event, logOf(runtime))
    if (guard.type === 'log' && event.at - guard.reachMs < (logOf(runtime).wholeAfter ?? -Infinity)) {
      // The log does not go back far enough: the answer was a guess
      noteBuilt(plan, runtime.state, index, logOf(runtime))
      refresh(runtime, index)
    }
    if (!holds) refused.add(index)
  }
  return refused
}
