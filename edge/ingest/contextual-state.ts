import type { Facts, VisitorState } from '../../shared/event/index.ts'
import { decide } from '../../shared/experience/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import { evaluateContextual } from '../../shared/segment/index.ts'
import type { Ask } from '../profile/ask.ts'

/**
 * What a visitor without a profile sees: decided from the request alone (place, device, campaign). Rules about history
 * are unknown, experiments need a unit; neither matches.
 */
export function contextualState(
  { plan, content, number }: LoadedRelease,
  facts: Facts,
  ask: Ask,
  now: number,
  startedAt: number,
): VisitorState {
  const memberships = evaluateContextual(plan, facts, now)
  const { decisions, considered } = decide(content, {
    ...(ask.slots && { slots: ask.slots }),
    ...(ask.page && { page: ask.page }),
    memberships,
    facts,
    traits: {},
    unit: null,
    now,
    release: number,
    explain: ask.debug,
  })
  return {
    version: 0,
    release: number,
    segments: [],
    decisions,
    ...(ask.debug && {
      debug: {
        computeMs: performance.now() - startedAt,
        segments: [],
        traits: {},
        computed: {},
        session: null,
        nextFlipAt: null,
        considered,
      },
    }),
  }
}
