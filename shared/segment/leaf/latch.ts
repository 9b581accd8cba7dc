import { FALSE, TRUE, type Truth } from '../truth.ts'
import type { WindowSpan } from '../window/window-span.ts'

/** Instants of which one in a window is enough, oldest first. */
export type Latch = number[]

/** Adds an instant. Where all that has entered is there until it leaves, the newest outlives the others. */
export function setLatch(latch: Latch, at: number, span: WindowSpan): void {
  if (!(span.entersAt(at) < span.leavesAt(at))) return
  if (span.isImmediate) latch.length = 0
  while (latch[0] !== undefined && span.leavesAt(latch[0]) <= at) latch.shift()
  const before = latch.at(-2)
  // Between two that meet the one in the middle adds nothing.
  if (before !== undefined && span.entersAt(at) <= span.leavesAt(before)) latch.pop()
  latch.push(at)
}

/** How many instants a latch keeps at the most: two that no third one joins lie further apart than the window is wide. */
export function mostInstants({ entersAt, leavesAt, isImmediate, reachMs }: WindowSpan): number {
  return isImmediate ? 1 : 2 + 2 * Math.ceil(reachMs / (leavesAt(0) - entersAt(0)))
}

/** How many instants still matter. */
export function latchSize(latch: Latch, now: number, { leavesAt }: WindowSpan): number {
  return latch.filter((at) => now < leavesAt(at)).length
}

export function latchTruth(latch: Latch, now: number, { entersAt, leavesAt }: WindowSpan): Truth {
  return latch.some((at) => entersAt(at) <= now && now < leavesAt(at)) ? TRUE : FALSE
}

export function latchFlipsAt(latch: Latch, now: number, { entersAt, leavesAt }: WindowSpan): number {
  let end = now
  for (const at of latch) {
    if (leavesAt(at) <= now) continue
    if (entersAt(at) > end) return end > now ? end : entersAt(at)
    end = leavesAt(at)
  }
  return end > now ? end : Infinity
}
