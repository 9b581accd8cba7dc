import { applyEvent } from '../apply-event.ts'
import { applyFacts } from '../apply-facts.ts'
import type { LogReader } from '../log-reader.ts'
import type { Plan } from '../plan/plan.ts'
import { history } from '../state/history.ts'
import { nextDue, runTimers } from '../state/run-timers.ts'
import { type Runtime, runtimeOf } from '../state/runtime.ts'
import { createState, type SegmentState } from '../state/segment-state.ts'
import { noteAllBuilt } from '../state/warming.ts'
import type { Truth } from '../truth.ts'

/** A profile's life told again: what each node is at `now`, since when, and when it will be another. */
export interface Trace {
  readonly runtime: Runtime
  readonly since: ReadonlyMap<number, number>
  readonly changesAt: ReadonlyMap<number, number>
}

/** How many instants ahead are looked at. Conditions on dates that come round flip for ever. */
const INSTANTS_AHEAD = 1000

/** Replays a log through a plan. */
export function trace(plan: Plan, now: number, log: LogReader): Trace {
  const state = createState(plan)
  noteAllBuilt(plan, state, log)
  const runtime = runtimeOf(plan, state, log)
  runtime.stateLimit = Infinity

  const since = recordFlips(runtime, 'last')
  for (const happening of history(log, -Infinity, now)) {
    if (happening.type === 'event') applyEvent(plan, state, happening.event, now, log)
    else applyFacts(plan, state, happening.change.facts, happening.change.at, log)
  }
  runTimers(runtime, now, [])

  const present = {
    ...runtime,
    // The ends of sessions, which are ahead, change leaves.
    state: JSON.parse(JSON.stringify(state)) as SegmentState,
    view: { ...runtime.view },
    circuit: { ...runtime.circuit, truth: runtime.circuit.truth.slice() },
  }
  const changesAt = recordFlips(runtime, 'first')
  for (let i = 0, due = nextDue(runtime); i < INSTANTS_AHEAD && due !== Infinity; i++) {
    runTimers(runtime, due, [])
    due = nextDue(runtime)
  }
  return { runtime: present, since: instants(since), changesAt: instants(changesAt) }
}

interface Flip {
  readonly at: number
  readonly before: Truth
  readonly previous: Flip | undefined
}

/** Notes each node's first or last flip. One that is taken back within its instant was none. */
function recordFlips(runtime: Runtime, which: 'first' | 'last'): Map<number, Flip> {
  const flips = new Map<number, Flip>()
  runtime.onFlip = (node, before) => {
    const at = runtime.state.clock
    const kept = flips.get(node)
    if (kept?.at === at) {
      if (runtime.circuit.truth[node] !== kept.before) return
      if (kept.previous) flips.set(node, kept.previous)
      else flips.delete(node)
    } else if (!kept || which === 'last') {
      flips.set(node, { at, before, previous: kept && { ...kept, previous: undefined } })
    }
  }
  return flips
}

function instants(flips: ReadonlyMap<number, Flip>): Map<number, number> {
  return new Map([...flips].map(([node, { at }]) => [node, at]))
}
