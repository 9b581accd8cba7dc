import { grouped } from './grouped.ts'

/** What the profiles of a shard have sent, as its rows say it; sums of several are put together by `mergeCatalogues`. */
export interface ObservedRows {
  readonly events: readonly {
    readonly name: string
    readonly count: number
    readonly profiles: number
    readonly firstAt: number
    readonly lastAt: number
  }[]
  readonly properties: readonly TypedRow[]
  readonly traits: readonly Omit<TypedRow, 'event'>[]
}

interface TypedRow {
  readonly event: string
  readonly name: string
  /** `string`, or several: `number|string`. */
  readonly types: string
  readonly profiles: number
}

/** A property or a trait that came. */
export interface ObservedMember {
  readonly name: string
  /** `string number boolean date list object`, in the order of the alphabet. */
  readonly types: readonly string[]
  /** How many profiles have sent it. */
  readonly profiles: number
}

export interface ObservedEventSum {
  readonly name: string
  readonly count: number
  readonly profiles: number
  /** ISO 8601. */
  readonly firstSeen: string
  readonly lastSeen: string
  readonly properties: readonly ObservedMember[]
}

/** Which events a site's visitors have sent and what they carried, the most frequent first; and their traits, by name. */
export interface ObservedCatalogue {
  readonly events: readonly ObservedEventSum[]
  readonly traits: readonly ObservedMember[]
}

/** The most that is told: names can be made up. */
export const MAX_OBSERVED_EVENTS = 500
export const MAX_OBSERVED_MEMBERS = 200

export function mergeCatalogues(shards: readonly ObservedRows[]): ObservedCatalogue {
  const properties = grouped(
    shards.flatMap((shard) => shard.properties),
    ({ event }) => event,
  )
  const events = grouped(
    shards.flatMap((shard) => shard.events),
    ({ name }) => name,
  )
  return {
    events: [...events]
      .map(([name, rows]) => ({
        name,
        count: sumOf(rows.map(({ count }) => count)),
        profiles: sumOf(rows.map(({ profiles }) => profiles)),
        firstSeen: new Date(Math.min(...rows.map(({ firstAt }) => firstAt))).toISOString(),
        lastSeen: new Date(Math.max(...rows.map(({ lastAt }) => lastAt))).toISOString(),
        properties: mergeMembers(properties.get(name) ?? []),
      }))
      .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, MAX_OBSERVED_EVENTS),
    traits: mergeMembers(shards.flatMap((shard) => shard.traits)),
  }
}

function mergeMembers(rows: readonly Omit<TypedRow, 'event'>[]): ObservedMember[] {
  return [...grouped(rows, ({ name }) => name)]
    .map(([name, same]) => ({
      name,
      types: [...new Set(same.flatMap(({ types }) => types.split('|')))].toSorted(),
      profiles: sumOf(same.map(({ profiles }) => profiles)),
    }))
    .toSorted((a, b) => b.profiles - a.profiles || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_OBSERVED_MEMBERS)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
