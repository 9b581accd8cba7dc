import { addExactly, exactSum } from '../../shared/segment/aggregate/exact-sum.ts'
import type { Contribution, IngestionCounts } from './contribution.ts'

/** Sums over profiles, as they are kept and sent between objects: plain JSON, exact whatever was added and taken away. */
export interface Totals {
  profiles: number
  /** How many of them speak of which segments, by the hash of these. */
  readonly covered: Map<string, number>
  readonly counts: Record<keyof IngestionCounts, number>
  /** Entries rather than records: an id may be that of a member of every object. */
  readonly segments: Map<string, number>
  readonly exposures: Map<string, ExposureTotals>
}

export interface ExposureTotals {
  readonly slot: string
  readonly experience: string
  readonly variant: string | null
  visitors: number
  views: number
  readonly conversions: Map<string, ConversionTotals>
}

/** Of one goal after one variant: sums over visitors, in exact parts where they are of values. */
export interface ConversionTotals {
  visitors: number
  count: number
  readonly value: number[]
  /** Of each visitor's value, squared: what a variance is made of. */
  readonly squaredValue: number[]
}

export function createTotals(): Totals {
  return {
    profiles: 0,
    covered: new Map(),
    counts: { received: 0, accepted: 0, duplicate: 0, quarantined: 0, refused: 0, late: 0 },
    segments: new Map(),
    exposures: new Map(),
  }
}

/** Adds what one profile contributes (changes the totals), or with -1 takes it away. */
export function addContribution(totals: Totals, contribution: Contribution, sign: 1 | -1): void {
  const exposures = contribution.exposures.map(({ slot, experience, variant, views, conversions }) => {
    const sums = Object.entries(conversions).map(([goal, { count, value }]): [string, ConversionTotals] => {
      const sum = exactSum(value) * sign
      return [goal, { visitors: sign, count: count * sign, value: [sum], squaredValue: [sum * sum * sign] }]
    })
    const key = `${slot}/${experience}/${variant ?? ''}`
    const of = { slot, experience, variant, visitors: sign, views: views * sign, conversions: new Map(sums) }
    return [key, of] as const
  })
  addTotals(totals, {
    profiles: sign,
    covered: new Map([[contribution.segmentsHash, sign]]),
    counts: scale(contribution.counts, sign),
    segments: new Map(contribution.segments.map((id) => [id, sign])),
    exposures: new Map(exposures),
  })
}

/** Adds other totals (changes the first). */
export function addTotals(totals: Totals, added: Totals): void {
  const { profiles, covered, counts, segments, exposures } = added
  totals.profiles += profiles
  for (const [hash, count] of covered) put(totals.covered, hash, (totals.covered.get(hash) ?? 0) + count)
  for (const name of namesOf(totals.counts)) totals.counts[name] += counts[name]
  for (const [id, members] of segments) put(totals.segments, id, (totals.segments.get(id) ?? 0) + members)
  for (const [key, { slot, experience, variant, visitors, views, conversions }] of exposures) {
    const sum = totals.exposures.get(key) ?? {
      slot,
      experience,
      variant,
      visitors: 0,
      views: 0,
      conversions: new Map<string, ConversionTotals>(),
    }
    sum.visitors += visitors
    sum.views += views
    for (const [goal, conversion] of conversions) addConversion(sum.conversions, goal, conversion)
    if (sum.visitors === 0) totals.exposures.delete(key)
    else totals.exposures.set(key, sum)
  }
}

function addConversion(
  into: Map<string, ConversionTotals>,
  goal: string,
  { visitors, count, value, squaredValue }: ConversionTotals,
): void {
  const sum = into.get(goal) ?? { visitors: 0, count: 0, value: [], squaredValue: [] }
  sum.visitors += visitors
  sum.count += count
  for (const part of value) addExactly(sum.value, part)
  for (const part of squaredValue) addExactly(sum.squaredValue, part)
  if (sum.visitors === 0) into.delete(goal)
  else into.set(goal, sum)
}

function put(counts: Map<string, number>, key: string, count: number): void {
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}

function scale(counts: IngestionCounts, sign: 1 | -1): Record<keyof IngestionCounts, number> {
  const scaled = { ...counts }
  for (const name of namesOf(scaled)) scaled[name] *= sign
  return scaled
}

function namesOf(counts: IngestionCounts): (keyof IngestionCounts)[] {
  // `as`: the keys of what is given
  return Object.keys(counts) as (keyof IngestionCounts)[]
}
