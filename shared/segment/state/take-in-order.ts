import type { ProfileEvent } from '../../event/profile-event.ts'
import { enterSession } from '../session/with-sessions.ts'
import type { Transition } from '../transition.ts'
import { takeEach } from './follow-sessions.ts'
import { mergeTraits } from './merge-traits.ts'
import { runTimers } from './run-timers.ts'
import { keyOf, refreshDue, type Runtime, settle } from './runtime.ts'
import { takeOne } from './take-one.ts'

/** Takes in an event that is after all before it. What flips at its own instant is decided together with it. */
export function takeInOrder(
  runtime: Runtime,
  event: ProfileEvent,
  now: number,
  transitions: Transition[],
): void {
  const { plan, state } = runtime
  const at = Math.min(event.at, now)
  runTimers(runtime, at - 1, transitions)
  if (at > state.clock) state.clock = at

  if (state.born === null) {
    state.born = state.clock
    for (const index of plan.remembering) runtime.unsettled.add(index)
  }

  runtime.taking = event
  if (state.sessions) takeEach(runtime, enterSession(state.sessions, event))
  else takeOne(runtime, { event, session: null })
  runtime.taking = null
  if (event.type === 'identify') mergeTraits(runtime, event)
  refreshDue(runtime)
  settle(runtime, transitions)
  state.last = keyOf(event)
}
