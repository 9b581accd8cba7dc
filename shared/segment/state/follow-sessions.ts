import { keepsPast } from '../plan/plan.ts'
import { sessionView } from '../session/session-view.ts'
import type { SessionedEvent } from '../session/with-sessions.ts'
import { tellLeaf } from './leaf-states.ts'
import { refresh, refreshNamespace, type Runtime } from './runtime.ts'
import { takeOne } from './take-one.ts'

/** Takes in events and those derived from them, one after the other: each finds the sessions as they are just before it. */
export function takeEach(runtime: Runtime, events: Iterable<SessionedEvent>): void {
  for (const event of events) {
    // What the event before this one has made of the sessions.
    followSessions(runtime)
    takeOne(runtime, event)
  }
  followSessions(runtime)
}

/** Looks again at what depends on which sessions are open, and on what is known of the current one. */
export function followSessions(runtime: Runtime): void {
  const { plan, state } = runtime
  const { sessions } = state
  if (!sessions || !plan.sessions) return
  const open = sessions.open.map(({ number }) => number)
  const { followed } = runtime
  // They change one at a time.
  if (open.length !== followed.length || open.at(-1) !== followed.at(-1)) tellSessions(runtime)
  else readSession(runtime)
}

/** Tells all whom it concerns which sessions are open, and what is known of the current one. */
export function tellSessions(runtime: Runtime): void {
  const { plan, state } = runtime
  const open = state.sessions?.open.map(({ number }) => number) ?? []
  runtime.followed = open
  for (const index of plan.sessions?.followers ?? []) {
    const node = plan.nodes[index]
    if (!keepsPast(node)) continue
    tellLeaf(runtime, index, node, open)
    refresh(runtime, index)
  }
  readSession(runtime)
}

function readSession(runtime: Runtime): void {
  const { plan, state } = runtime
  if (!state.sessions || !plan.profile.has('session')) return
  runtime.view['session'] = sessionView(state.sessions)
  refreshNamespace(runtime, 'session')
}
