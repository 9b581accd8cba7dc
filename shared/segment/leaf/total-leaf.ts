import type { Match } from '../match.ts'
import { FALSE, TRUE } from '../truth.ts'
import type { Leaf } from './leaf.ts'

/** At least `min`, at most `max` matching events ever. Keeps one number. */
export function createTotalLeaf(match: Match, min: number, max: number): Leaf<[count: number]> {
  const holds = (count: number) => count >= min && count <= max
  return {
    matches: [match],
    untouched: holds(0) ? TRUE : FALSE,
    ordered: false,
    reachMs: Infinity,
    most: 1,
    size: () => 1,
    create: () => [0],
    apply(state) {
      state[0]++
    },
    truth: ([count]) => (holds(count) ? TRUE : FALSE),
    flipsAt: () => Infinity,
    // There can only be more.
    isCertain: ([count]) => count > max || (count >= min && max === Infinity),
    seen: ([count]) => count,
  }
}
