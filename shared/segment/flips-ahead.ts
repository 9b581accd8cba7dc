import { advance } from './advance.ts'
import type { LogReader } from './log-reader.ts'
import { nextFlipAt } from './next-flip-at.ts'
import type { Plan } from './plan/plan.ts'
import type { SegmentState } from './state/segment-state.ts'
import type { Transition } from './transition.ts'

/** How many instants are looked at: of some only a bound is known, at which nothing changes. */
const MAX_LOOKS = 100

/**
 * The next changes of memberships if nothing happens, in order: at least `count`, where there are so many within reach.
 *
 * @param state Changed in place: time passes in it. Give a copy.
 */
export function flipsAhead(plan: Plan, state: SegmentState, log: LogReader, count: number): Transition[] {
  const flips: Transition[] = []
  for (let look = 0; look < MAX_LOOKS && flips.length < count; look += 1) {
    const at = nextFlipAt(plan, state)
    if (at === null) break
    flips.push(...advance(plan, state, at, log))
  }
  return flips
}
