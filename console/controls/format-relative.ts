const UNITS = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** How long ago, or in how long: `3 minutes ago`. Both are epoch milliseconds. */
export function formatRelative(at: number, now: number): string {
  const difference = at - now
  for (const [unit, length] of UNITS) {
    if (Math.abs(difference) >= length) return format.format(Math.round(difference / length), unit)
  }
  return difference > 15_000 ? 'in less than a minute' : 'just now'
}
