import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { Fold } from '../aggregate/fold.ts'
import type { Match } from '../match.ts'
import type { WindowSpan } from '../window/window-span.ts'
import type { LeafState } from './leaf.ts'
import type { Measure } from './measure.ts'

/**
 * An aggregate over a window that nothing leaves. Keeps only the result so far, never the events.
 *
 * @param ordered Does the result depend on the order of the events?
 */
export function createAccumulatedMeasure<S extends LeafState>(
  match: Match,
  span: WindowSpan,
  fold: Fold<S>,
  read: (event: ProfileEvent) => Json,
  ordered: boolean,
): Measure<S> {
  return {
    matches: [match],
    ordered,
    reachMs: Infinity,
    forgets: span.leavesAt,
    most: fold.most,
    size: (state) => fold.size(state),
    create: () => fold.create(),
    apply(state, event) {
      if (span.entersAt(event.at) < span.leavesAt(event.at)) fold.add(state, read(event))
    },
    value: (state) => fold.value(state),
    course: (state, now) => [[now, fold.value(state)]],
  }
}
