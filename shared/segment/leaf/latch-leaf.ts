import type { Match } from '../match.ts'
import { FALSE } from '../truth.ts'
import type { WindowSpan } from '../window/window-span.ts'
import { type Latch, latchFlipsAt, latchTruth, setLatch } from './latch.ts'
import type { Leaf } from './leaf.ts'

/** A matching event lies in the window. Keeps the newest, or where events enter late those that have yet to. */
export function createLatchLeaf(match: Match, span: WindowSpan): Leaf<Latch> {
  return {
    matches: [match],
    untouched: FALSE,
    ordered: true,
    reachMs: span.reachMs,
    create: () => [],
    apply: (latch, event) => setLatch(latch, event.at, span),
    truth: (latch, now) => latchTruth(latch, now, span),
    flipsAt: (latch, now) => latchFlipsAt(latch, now, span),
    seen: (latch, now) =>
      latch.filter((at) => now < span.leavesAt(at)).map((at) => new Date(at).toISOString()),
  }
}
