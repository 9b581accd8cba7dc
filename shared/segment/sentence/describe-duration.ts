import { parseDuration } from '../duration.ts'

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** `P7D` → `7 days`, `PT90M` → `1 hour 30 minutes`. */
export function describeDuration(duration: string): string {
  let rest = parseDuration(duration) ?? 0
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
