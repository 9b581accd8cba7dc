import { grouped } from './grouped.ts'

/** The slots that a shard's profiles asked for; those of several are put together by `mergeSeenSlots`. */
export interface SeenSlotRows {
  readonly slots: readonly {
    readonly name: string
    readonly visitors: number
    readonly firstAt: number
    readonly lastAt: number
  }[]
  readonly paths: readonly { readonly name: string; readonly path: string; readonly visitors: number }[]
}

/** A slot that pages ask for. */
export interface SeenSlot {
  readonly name: string
  /** How many profiles it was asked for. */
  readonly visitors: number
  /** ISO 8601; the last time is known to the hour. */
  readonly firstSeen: string
  readonly lastSeen: string
  /** Where, the most frequent first; of each visitor the first five pages count. */
  readonly paths: readonly { readonly path: string; readonly visitors: number }[]
}

/** The most that is told: names and paths can be made up. */
export const MAX_SEEN_SLOTS = 200
export const MAX_SEEN_PATHS = 2_000
const PATHS_TOLD = 8

/** The slots that pages ask for, the most frequent first. */
export function mergeSeenSlots(shards: readonly SeenSlotRows[]): SeenSlot[] {
  const rows = grouped(
    shards.flatMap(({ slots }) => slots),
    ({ name }) => name,
  )
  const paths = grouped(
    shards.flatMap((shard) => shard.paths),
    ({ name }) => name,
  )
  return [...rows]
    .map(([name, same]) => ({
      name,
      visitors: same.reduce((sum, { visitors }) => sum + visitors, 0),
      firstSeen: new Date(Math.min(...same.map(({ firstAt }) => firstAt))).toISOString(),
      lastSeen: new Date(Math.max(...same.map(({ lastAt }) => lastAt))).toISOString(),
      paths: mergePaths(paths.get(name) ?? []),
    }))
    .toSorted((a, b) => b.visitors - a.visitors || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_SEEN_SLOTS)
}

function mergePaths(rows: SeenSlotRows['paths']): SeenSlot['paths'] {
  return [...grouped(rows, ({ path }) => path)]
    .map(([path, same]) => ({ path, visitors: same.reduce((sum, { visitors }) => sum + visitors, 0) }))
    .toSorted((a, b) => b.visitors - a.visitors || (a.path < b.path ? -1 : 1))
    .slice(0, PATHS_TOLD)
}
