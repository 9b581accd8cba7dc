import { dayOf } from '../../shared/segment/window/day-of.ts'
import type { Contribution } from './contribution.ts'

/** For how many days a shard keeps who entered and who left. */
export const DAYS_KEPT = 90

/** How many entered and left a segment on a day, counted in days since 1970-01-01 in the site's time zone. */
export type Move = { day: number; segment: string; entered: number; left: number }

/**
 * Which segments a profile has entered and left since it last told. An entry has the day on which it happened; of leaving
 * the time is not known any more, so it has the day on which it was told. Whoever left and came back did both.
 */
export function movesBetween(before: Contribution | null, after: Contribution): Move[] {
  const { timezone, at } = after
  const today = dayOf(at, timezone)
  const isMember = new Set(after.segments)
  const wasMember = new Set(before?.segments)
  const entered = after.segments.flatMap((segment): Move[] => {
    const since = after.enteredAt[segment] ?? at
    const isBack = before !== null && wasMember.has(segment) && since > before.at
    if (wasMember.has(segment) && !isBack) return []
    const day = dayOf(since, timezone)
    return day > today - DAYS_KEPT ? [{ day, segment, entered: 1, left: isBack ? 1 : 0 }] : []
  })
  const left = [...wasMember]
    .filter((segment) => !isMember.has(segment))
    .map((segment) => ({ day: today, segment, entered: 0, left: 1 }))
  return [...entered, ...left]
}
