import type { SeenCall } from '../../../../shared/event/index.ts'

/** How long decisions took, in milliseconds. */
export interface Latency {
  /** Half of them took at most so long. */
  readonly half: number
  /** 95 of a hundred took at most so long. */
  readonly most: number
}

/** How long the calls that are shown took to be decided; null where none was. */
export function latencyOf(calls: readonly Pick<SeenCall, 'ms'>[]): Latency | null {
  const times = calls
    .map(({ ms }) => ms)
    .filter((ms) => ms !== null)
    .toSorted((a, b) => a - b)
  if (times.length === 0) return null
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)]!
  return { half: at(0.5), most: at(0.95) }
}
