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
    // After all else of the instant: an event of that very instant would still have joined.
    if (nextSessionEnd(state.sessions) <= due && state.sessions)
      takeEach(runtime, endSessions(state.sessions, due))
    settle(runtime, transitions)
  }
  if (until > state.clock) state.clock = until
}

/** The earliest instant at which time changes something; `Infinity`: none does. */
export function nextDue({ state, timers }: Runtime): number {
  return Math.min(timers.next(), nextSessionEnd(state.sessions))
}
