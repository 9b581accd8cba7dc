import type { Match } from '../match.ts'
import { FALSE } from '../truth.ts'
import type { WindowSpan } from '../window/window-span.ts'
import { type Latch, latchFlipsAt, latchSize, latchTruth, mostInstants, setLatch } from './latch.ts'
import type { Leaf } from './leaf.ts'

/**
 * A matching event lies in the window. Keeps the newest, or where events enter late as many as the window fits twice into
 * what lies behind it.
 */
export function createLatchLeaf(match: Match, span: WindowSpan): Leaf<Latch> {
  return {
    matches: [match],
    untouched: FALSE,
    ordered: true,
    reachMs: span.reachMs,
    forgets: span.leavesAt,
    most: mostInstants(span),
    size: (latch, now) => latchSize(latch, now, span),
    create: () => [],
    apply: (latch, event) => setLatch(latch, event.at, span),
    truth: (latch, now) => latchTruth(latch, now, span),
    flipsAt: (latch, now) => latchFlipsAt(latch, now, span),
    seen: (latch, now) =>
      latch.filter((at) => now < span.leavesAt(at)).map((at) => new Date(at).toISOString()),
  }
}
