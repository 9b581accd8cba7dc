import type { Leaf, LeafState } from './leaf.ts'
import { perSession, type SessionFolds } from './per-session.ts'

/** A leaf that is asked of the current session alone. */
export function createSessionLeaf<S extends LeafState>(inner: Leaf<S>): Leaf<SessionFolds<S>> {
  const { recorder, asked } = perSession(inner)
  return {
    ...recorder,
    untouched: inner.untouched,
    truth: (state, now) => inner.truth(asked(state), now),
    flipsAt: (state, now) => inner.flipsAt(asked(state), now),
    seen: (state, now) => inner.seen(asked(state), now),
  }
}
