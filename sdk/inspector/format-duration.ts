const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span of time as two units at most: `12 s`, `3 min 05 s`, `2 h 10 min`, `6 d 4 h`. */
export function formatDuration(ms: number): string {
  const rounded = Math.max(0, Math.ceil(ms / SECOND) * SECOND)
  if (rounded < MINUTE) return `${rounded / SECOND} s`
  if (rounded < HOUR) return pair(rounded, MINUTE, 'min', SECOND, 's')
  if (rounded < DAY) return pair(rounded, HOUR, 'h', MINUTE, 'min')
  return pair(rounded, DAY, 'd', HOUR, 'h')
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  return `${Math.floor(ms / large)} ${largeName} ${String(Math.floor((ms % large) / small)).padStart(2, '0')} ${smallName}`
}
