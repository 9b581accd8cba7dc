import type { LeafState, Recorder } from './leaf.ts'

/** What is kept of each open session. */
export interface SessionFolds<S> {
  /** The session that is asked about; null: none is open. */
  current: number | null
  /** By the number of the session. */
  folds: Record<number, S>
}

/**
 * A recorder that is asked of the current session alone: each open session has a state of its own, so that the answer is
 * there when another becomes the current one. Keeps as much as the inner one, for each open session.
 *
 * @param inner One that time alone does not change.
 */
export function perSession<S extends LeafState>(inner: Recorder<S>) {
  const nothing = inner.create()
  const recorder: Recorder<SessionFolds<S>> = {
    matches: inner.matches,
    ordered: inner.ordered,
    reachMs: inner.reachMs,
    most: Infinity,
    size: ({ folds }, now) => Object.values(folds).reduce((sum, fold) => sum + inner.size(fold, now), 0),
    isOfCurrentSession: true,
    create: () => ({ current: null, folds: {} }),
    apply(state, event, roles, session) {
      if (session === null) return
      // The newest event makes its session the current one.
      state.current = session
      inner.apply((state.folds[session] ??= inner.create()), event, roles, session)
    },
    follow(state, open) {
      state.current = open.at(-1) ?? null
      state.folds = Object.fromEntries(
        Object.entries(state.folds).filter(([session]) => open.includes(Number(session))),
      )
    },
  }
  return {
    recorder,
    /** The state of the current session. */
    asked: ({ current, folds }: SessionFolds<S>): S =>
      current === null ? nothing : (folds[current] ?? nothing),
  }
}
