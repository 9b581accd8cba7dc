import type { VisitorState } from '../shared/event/visitor-state.ts'
import type { Decision } from '../shared/experience/decision.ts'
import type { Emitter } from './emitter.ts'
import type { StateChange, StateSource } from './event-map.ts'
import { forgetDecisions, loadDecisions, saveDecisions } from './stored-decisions.ts'

/** What this page knows of its visitor: the newest state, whichever way it came. */
export interface VisitorView {
  readonly state: () => StateChange | undefined
  readonly decision: (slot: string) => Decision | undefined
  /** Takes a state over, unless a newer one is known. `causedAt`: the newest interaction it takes into account. */
  readonly learn: (next: VisitorState, source: StateSource, causedAt: number) => void
  /** Begins with what the last page knew, where this one knows nothing yet. */
  readonly recall: () => void
  /** Forgets it all, and what was kept for the next page. */
  readonly forget: () => void
}

export function createVisitorView(emit: Emitter['emit']): VisitorView {
  let state: StateChange | undefined

  const learn: VisitorView['learn'] = (next, source, causedAt) => {
    // A push may overtake an answer; but what the visitor did after the push is newer than it
    if (state && next.version < state.version && (source === 'live' || causedAt < state.causedAt)) return
    const before = state?.decisions ?? {}
    state = { ...next, source, causedAt }
    emit('state', state)
    for (const [slot, decision] of Object.entries(next.decisions)) {
      if (contentOf(decision) !== contentOf(before[slot])) emit(`slot:${slot}`, decision)
    }
    if (next.version) saveDecisions(next)
  }

  return {
    state: () => state,
    decision: (slot) => state?.decisions[slot],
    learn,
    recall: () => {
      const last = state ? null : loadDecisions()
      if (last) learn(last, 'stored', performance.now())
    },
    forget: () => {
      state = undefined
      forgetDecisions()
    },
  }
}

/** What a visitor would see change. */
function contentOf(decision: Decision | undefined): string {
  return JSON.stringify({ ...decision, reason: 0, release: 0 })
}
