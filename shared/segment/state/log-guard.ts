import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import { truthOf } from '../plan/circuit.ts'
import { eventNames } from '../plan/event-match.ts'
import { keepsPast, type LogGuard, type Plan } from '../plan/plan.ts'
import { TRUE } from '../truth.ts'
import { isScalar } from '../where/reference.ts'
import { deviceOf } from '../session/device-of.ts'
import { eventsOf } from '../session/with-sessions.ts'
import { followSessions } from './follow-sessions.ts'
import { mergeTraits } from './merge-traits.ts'
import { runTimers } from './run-timers.ts'
import { refreshDue, type Runtime, runtimeOf } from './runtime.ts'
import { createState } from './segment-state.ts'
import { takeFacts } from './take-facts.ts'
import { takeOne } from './take-one.ts'

/**
 * A condition that refers to the very event it has to hold before. What it asks is known only when that event comes, so
 * no state can be kept for it: the profile's log is lived again, as far back as the condition looks.
 *
 * @param binds Read what the condition refers to; an event that lacks any of it is refused.
 * @param compile Makes a plan of one segment, the condition with those values in it.
 */
export function createLogGuard(
  binds: readonly ((event: ProfileEvent) => Json)[],
  compile: (values: readonly Json[]) => Plan,
): LogGuard {
  const names = new Set<string>()
  const inner: LogGuard[] = []
  // Which events it looks at does not depend on the values.
  const shape = compile(binds.map(() => null))
  for (const node of shape.nodes)
    if (keepsPast(node)) for (const name of node.leaf.matches.flatMap(eventNames)) names.add(name)
  for (const guard of shape.guarded.values()) if (guard.type === 'log') inner.push(guard)
  return {
    type: 'log',
    reachMs: reachOf(shape),
    heeds: (event) =>
      names.has('*') ||
      names.has(event.name) ||
      (shape.sessions !== null && deviceOf(event) !== null) ||
      inner.some((guard) => guard.heeds(event)),
    holdsBefore(event, log) {
      const values = binds.map((read) => read(event))
      if (!values.every(isScalar)) return false
      const plan = compile(values)
      const state = createState(plan)
      const runtime = runtimeOf(plan, state, log)
      runtime.stateLimit = Infinity
      const learned = [...log.facts(-Infinity, event.at)]
      const learn = (before: number) => {
        for (let change = learned[0]; change && change.at < before; change = learned[0]) {
          learned.shift()
          takeFacts(runtime, change.facts, change.at, [])
        }
      }
      for (const earlier of eventsOf(log, state.sessions, event.at, event.at - reachOf(plan))) {
        if (earlier.event.id === event.id && earlier.event.name === event.name) break
        learn(earlier.event.at)
        comeTo(runtime, earlier.event.at)
        takeOne(runtime, earlier)
        if (earlier.event.type === 'identify') mergeTraits(runtime, earlier.event)
      }
      learn(event.at)
      comeTo(runtime, event.at)
      refreshDue(runtime)
      const [segment] = plan.segments
      return segment !== undefined && truthOf(runtime.circuit, segment.node) === TRUE
    },
  }
}

/** Lets time pass up to an instant, and not beyond what comes before its events. */
function comeTo(runtime: Runtime, at: number): void {
  runTimers(runtime, at - 1, [])
  runtime.state.clock = at
  followSessions(runtime)
}

/** How far back from an instant a plan looks, in milliseconds. */
function reachOf({ nodes, guarded, sessions }: Plan): number {
  if (guarded.size > 0 || sessions) return Infinity
  const reaches = nodes.map((node) => {
    if (node.type === 'gate' || node.type === 'not') return 0
    if (node.type === 'profile' && node.computed !== null) return 0
    return keepsPast(node) ? node.leaf.reachMs : Infinity
  })
  return Math.max(0, ...reaches)
}
