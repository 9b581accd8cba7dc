import type { Match } from '../match.ts'
import { FALSE, TRUE } from '../truth.ts'
import type { Leaf } from './leaf.ts'

/**
 * At least `min` (one or more), at most `max` matching events in the trailing window `(now − windowMs, now]`.
 *
 * Keeps the newest timestamps, oldest first: `max + 1` of them, or `min` where there is no upper bound. Older ones
 * cannot change the answer, so any order of arrival gives the same state.
 */
export function createCountLeaf(match: Match, windowMs: number, min: number, max: number): Leaf<number[]> {
  const kept = max === Infinity ? min : max + 1
  const newest = (times: readonly number[], n: number) => times[times.length - n] ?? -Infinity
  const tooMany = (times: readonly number[], after: number) =>
    max !== Infinity && newest(times, max + 1) > after

  return {
    matches: [match],
    untouched: FALSE,
    ordered: false,
    reachMs: windowMs,
    most: kept,
    size: (times, now) => times.filter((at) => at > now - windowMs).length,
    create: () => [],
    apply(times, { at }) {
      let place = times.length
      while (place > 0 && (times[place - 1] ?? 0) > at) place--
      if (place === times.length) times.push(at)
      else times.splice(place, 0, at)
      if (times.length > kept) times.shift()
    },
    truth(times, now) {
      const after = now - windowMs
      return newest(times, min) > after && !tooMany(times, after) ? TRUE : FALSE
    },
    flipsAt(times, now) {
      const after = now - windowMs
      // Time alone only lowers the count.
      if (newest(times, min) <= after) return Infinity
      if (!tooMany(times, after)) return newest(times, min) + windowMs
      // Events of one instant leave together: the count may fall through the whole range at once.
      const leaving = newest(times, max + 1)
      return newest(times, min) > leaving ? leaving + windowMs : Infinity
    },
    // There can only be more.
    isCertain: (times, now) => max === Infinity && newest(times, min) > now - windowMs,
    seen: (times, now) => times.filter((at) => at > now - windowMs).length,
  }
}
