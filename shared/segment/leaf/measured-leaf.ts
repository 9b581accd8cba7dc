import type { Json } from '../../json.ts'
import { FALSE, TRUE } from '../truth.ts'
import type { Leaf, LeafState } from './leaf.ts'
import type { Measure } from './measure.ts'

/** What is measured meets a test. Keeps what the measure keeps. */
export function createMeasuredLeaf<S extends LeafState>(
  measure: Measure<S>,
  holds: (value: Json) => boolean,
): Leaf<S> {
  return {
    ...measure,
    untouched: holds(measure.value(measure.create(), 0)) ? TRUE : FALSE,
    truth: (state, now) => (holds(measure.value(state, now)) ? TRUE : FALSE),
    flipsAt(state, now) {
      let before: boolean | null = null
      for (const [at, moment] of measure.course(state, now)) {
        const after = holds(moment)
        if (after !== (before ??= after)) return at
      }
      return Infinity
    },
    seen: (state, now) => measure.value(state, now),
  }
}
