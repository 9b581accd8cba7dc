import type { LeafState } from './leaf.ts'
import type { Measure } from './measure.ts'
import { perSession, type SessionFolds } from './per-session.ts'

/** A measure of the current session alone. */
export function createSessionMeasure<S extends LeafState>(inner: Measure<S>): Measure<SessionFolds<S>> {
  const { recorder, asked } = perSession(inner)
  return {
    ...recorder,
    value: (state, now) => inner.value(asked(state), now),
    course: (state, now) => inner.course(asked(state), now),
  }
}
