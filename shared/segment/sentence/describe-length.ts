const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** Milliseconds in words: 5,400,000 → `1 hour 30 minutes`. */
export function describeLength(lengthMs: number): string {
  let rest = lengthMs
  const parts: string[] = []
  for (const [unit, length] of UNITS) {
    const count = unit === 'second' ? rest / length : Math.floor(rest / length)
    rest -= count * length
    if (count > 0)
      parts.push(count === 1 && parts.length === 0 && rest === 0 ? `1 ${unit}` : plural(count, unit))
  }
  return parts.join(' ')
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
