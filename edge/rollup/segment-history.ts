import type { Move } from './moves.ts'

const DAY_MS = 86_400_000

/** How a segment has changed, a number for each day, the oldest first. */
export interface SegmentHistory {
  readonly entered: readonly number[]
  readonly left: readonly number[]
  /** How many members it had when the day was over; of today: has now. */
  readonly size: readonly number[]
}

/** The dates of the last days, the oldest first: `2026-11-22`. */
export function datesUntil(today: number, days: number): string[] {
  return Array.from({ length: days }, (_, index) =>
    new Date((today - days + 1 + index) * DAY_MS).toISOString().slice(0, 10),
  )
}

/** A segment's last days, from the members it has now and those who came and went. */
export function historyOf(
  segment: string,
  members: number,
  moves: readonly Move[],
  today: number,
  days: number,
): SegmentHistory {
  const entered = Array.from({ length: days }, () => 0)
  const left = Array.from({ length: days }, () => 0)
  for (const move of moves) {
    const index = move.day - (today - days + 1)
    if (move.segment !== segment || index < 0 || index >= days) continue
    entered[index] = (entered[index] ?? 0) + move.entered
    left[index] = (left[index] ?? 0) + move.left
  }
  const size = Array.from({ length: days }, () => members)
  for (let index = days - 2; index >= 0; index -= 1) {
    const next = index + 1
    // Profiles that were erased did not leave, and are not counted any more
    size[index] = Math.max(0, (size[next] ?? 0) - (entered[next] ?? 0) + (left[next] ?? 0))
  }
  return { entered, left, size }
}
