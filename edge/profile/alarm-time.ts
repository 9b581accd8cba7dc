const HOUR_MS = 3_600_000

export interface NextChange {
  /** When a rule flips with no event; epoch ms, null: never. */
  readonly flipAt: number | null
  /** When a schedule changes what an open page shows. */
  readonly scheduleAt: number | null
  /** Whether somebody is looking. */
  readonly hasPages: boolean
  readonly now: number
}

/**
 * When the object's alarm must fire; null: not at all. To the instant while a page is open; otherwise rounded up to the
 * hour, which saves wake-ups and stays right, as every read advances the profile first.
 */
export function alarmTime({ flipAt, scheduleAt, hasPages, now }: NextChange): number | null {
  if (hasPages) {
    const earliest = Math.min(flipAt ?? Infinity, scheduleAt ?? Infinity)
    return earliest === Infinity ? null : Math.max(earliest, now + 1)
  }
  return flipAt === null ? null : Math.max(Math.ceil(flipAt / HOUR_MS) * HOUR_MS, now + 1)
}
