import { nextSessionEnd } from '../session/sessions.ts'
import { endSessions } from '../session/with-sessions.ts'
import type { Transition } from '../transition.ts'
import { takeEach } from './follow-sessions.ts'
import { refreshDue, type Runtime, settle } from './runtime.ts'

/** Moves the clock to `until`, stopping at each instant at which something flips. */
export function runTimers(runtime: Runtime, until: number, transitions: Transition[]): void {
  const { state } = runtime
  for (let due = nextDue(runtime); due <= until; due = nextDue(runtime)) {
    state.clock = due
    refreshDue(runtime)
    endDueSessions(runtime)
    settle(runtime, transitions)
  }
  if (until > state.clock) state.clock = until
}

/** Ends the sessions that are over at the clock, after all events of its instant: one more would still have joined. */
export function endDueSessions(runtime: Runtime): void {
  const { sessions, clock } = runtime.state
  if (sessions && nextSessionEnd(sessions) <= clock) takeEach(runtime, endSessions(sessions, clock))
}

/** The earliest instant at which time changes something; `Infinity`: none does. */
export function nextDue({ state, timers }: Runtime): number {
  return Math.min(timers.next(), nextSessionEnd(state.sessions))
}
