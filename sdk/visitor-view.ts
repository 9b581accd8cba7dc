import type { InteractResponse, VisitorState } from '../shared/event/visitor-state.ts'
import type { Decision } from '../shared/experience/decision.ts'
import type { Emitter } from './emitter.ts'
import type { StateChange, StateSource } from './event-map.ts'

/** What this page knows of its visitor: the newest state, whichever way it came. */
export interface VisitorView {
  readonly state: () => StateChange | undefined
  readonly decision: (slot: string) => Decision | undefined
  /** Takes a state over, unless a newer one is known. `causedAt`: the newest interaction it takes into account. */
  readonly learn: (
    next: VisitorState & Pick<InteractResponse, 'degraded'>,
    source: StateSource,
    causedAt: number,
  ) => void
  readonly forget: () => void
}

export function createVisitorView(emit: Emitter['emit']): VisitorView {
  let state: StateChange | undefined
  return {
    state: () => state,
    decision: (slot) => state?.decisions[slot],
    learn: (next, source, causedAt) => {
      // What the last page kept, and what was decided without the visitor's profile, is for pages that know nothing yet. A
      // push may overtake an answer; but what the visitor did after the push is newer than it
      const isOlder =
        state &&
        (next.degraded ||
          source === 'stored' ||
          (next.version < state.version && (source === 'live' || causedAt < state.causedAt)))
      if (isOlder) return
      const before = state?.decisions
      state = { ...next, source, causedAt }
      emit('state', state)
      for (const slot in next.decisions) {
        const decision = next.decisions[slot]!
        if (contentOf(decision) !== contentOf(before?.[slot])) emit(`slot:${slot}`, decision)
      }
    },
    forget: () => {
      state = undefined
    },
  }
}

/** What a visitor would see change. */
function contentOf(decision: Decision | undefined): string {
  return JSON.stringify({ ...decision, reason: 0, release: 0 })
}
