import type { ProfileEvent } from '../../event/profile-event.ts'
import type { Json } from '../../json.ts'
import type { AggregateKind, Entry } from '../aggregate/aggregate.ts'
import type { Match } from '../match.ts'
import type { WindowSpan } from '../window/window-span.ts'
import type { Measure } from './measure.ts'
import { weightOf } from './weight.ts'

/**
 * An aggregate over the matching events of a window of any form.
 *
 * Keeps those events that are in the window or have yet to enter it, without those that newer ones make useless (for
 * `min`, `max` and `distinct`): at most the matching events within the window's reach.
 *
 * @param ordered Do events of one millisecond have to stand in their order?
 */
export function createWindowedMeasure(
  match: Match,
  span: WindowSpan,
  kind: AggregateKind,
  read: (event: ProfileEvent) => Json,
  ordered: boolean,
): Measure<Entry[]> {
  const isGone = ([at]: Entry, now: number) => span.leavesAt(at) <= now
  const weigh = (entries: readonly Entry[]) => entries.reduce((sum, [, value]) => sum + weightOf(value), 0)
  const prunes = span.isImmediate && kind.prune !== undefined

  /** What all that is kept weighs: it is asked at each event, and would be felt if each entry were looked at. */
  const weights = new WeakMap<Entry[], number>()

  /** The aggregate at an instant, and where its run begins and ends. */
  const run = (entries: readonly Entry[], now: number) => {
    const aggregate = kind.create()
    let from = 0
    while (from < entries.length && isGone(entries[from] ?? [0, null], now)) from++
    let to = from
    for (let entry = entries[to]; entry && span.entersAt(entry[0]) <= now; entry = entries[to]) {
      aggregate.push(entry[1])
      to++
    }
    return { aggregate, from, to }
  }

  return {
    matches: [match],
    ordered,
    reachMs: span.reachMs,
    forgets: span.leavesAt,
    most: (span.isImmediate ? kind.most : undefined) ?? Infinity,
    size(entries, now) {
      let size = weights.get(entries) ?? weigh(entries)
      if (!prunes) weights.set(entries, size)
      for (const entry of entries) {
        if (!isGone(entry, now)) break
        size -= weightOf(entry[1])
      }
      return size
    },
    create: () => [],
    apply(entries, event) {
      const value = kind.take(read(event))
      if (value === undefined) return
      let gone = 0
      while (gone < entries.length && isGone(entries[gone] ?? [0, null], event.at)) gone++
      let weight = weights.get(entries) ?? Number.NaN
      // Of many a few may stay: taking each out by itself would move all the others.
      if (gone > entries.length / 64) weight -= weigh(entries.splice(0, gone))
      weight += weightOf(value)
      if (!Number.isNaN(weight)) weights.set(entries, weight)
      let place = entries.length
      while (place > 0 && (entries[place - 1]?.[0] ?? 0) > event.at) place--
      entries.splice(place, 0, [event.at, value])
      if (span.isImmediate) kind.prune?.(entries, place)
    },
    value: (entries, now) => run(entries, now).aggregate.value(),
    *course(entries, now) {
      const state = run(entries, now)
      const { aggregate } = state
      let { from, to } = state
      yield [now, aggregate.value()]
      for (;;) {
        const oldest = entries[from]
        const coming = entries[to]
        const at = Math.min(
          oldest && from < to ? span.leavesAt(oldest[0]) : Infinity,
          coming ? span.entersAt(coming[0]) : Infinity,
        )
        if (at === Infinity) return
        // Entering comes first: what enters and leaves at one instant has to be there to be taken out.
        for (let entry = entries[to]; entry && span.entersAt(entry[0]) <= at; entry = entries[++to]) {
          aggregate.push(entry[1])
        }
        for (
          let entry = entries[from];
          entry && from < to && span.leavesAt(entry[0]) <= at;
          entry = entries[++from]
        ) {
          aggregate.shift(entry[1])
        }
        yield [at, aggregate.value()]
      }
    },
  }
}
