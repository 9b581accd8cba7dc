import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { Fold } from '../aggregate/fold.ts'
import type { Match } from '../match.ts'
import { FALSE, TRUE } from '../truth.ts'
import type { WindowSpan } from '../window/window-span.ts'
import type { Leaf, LeafState } from './leaf.ts'

/**
 * An aggregate over a window that nothing leaves. Keeps only the result so far, never the events.
 *
 * @param ordered Does the result depend on the order of the events?
 */
export function createAccumulatedLeaf<S extends LeafState>(
  match: Match,
  span: WindowSpan,
  fold: Fold<S>,
  read: (event: ProfileEvent) => Json,
  ordered: boolean,
): Leaf<S> {
  return {
    matches: [match],
    untouched: fold.holds(fold.create()) ? TRUE : FALSE,
    ordered,
    reachMs: Infinity,
    create: () => fold.create(),
    apply(state, event) {
      if (span.entersAt(event.at) < span.leavesAt(event.at)) fold.add(state, read(event))
    },
    truth: (state) => (fold.holds(state) ? TRUE : FALSE),
    flipsAt: () => Infinity,
    seen: (state) => fold.value(state),
  }
}
