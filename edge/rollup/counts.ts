import { exactSum } from '../../shared/segment/aggregate/exact-sum.ts'
import type { Outcomes } from '../entrance/outcomes.ts'
import type { QuarantineCounts } from '../site/site-quarantine.ts'
import { ingestionOf, type Ingestion } from './ingestion.ts'
import type { Totals } from './totals.ts'

/** The sums over a site's profiles, as the admin API tells them. */
export interface SiteCounts {
  readonly profiles: number
  /** Those whose memberships are of the current segments; the others will be, once they come by or are visited. */
  readonly covered: number
  readonly ingestion: Ingestion
  /** Members, by segment; one that is not named has none. */
  readonly segments: Readonly<Record<string, number>>
  readonly exposures: readonly ExposureCounts[]
}

/** Of a variant in a slot: who saw it, and what they reached after it. */
export interface ExposureCounts {
  readonly slot: string
  readonly experience: string
  /** Null: held out. */
  readonly variant: string | null
  readonly visitors: number
  readonly views: number
  readonly conversions: readonly {
    readonly goal: string
    readonly visitors: number
    readonly count: number
    /** The sum of the visitors' values, and of their squares. */
    readonly value: number
    readonly squaredValue: number
  }[]
}

export function countsOf(
  { profiles, covered, counts, segments, exposures }: Totals,
  segmentsHash: string,
  waiting: QuarantineCounts,
  outcomes: Outcomes,
): SiteCounts {
  return {
    profiles,
    covered: covered.get(segmentsHash) ?? 0,
    ingestion: ingestionOf(counts, waiting, outcomes),
    segments: Object.fromEntries([...segments].toSorted(byKey)),
    exposures: [...exposures].toSorted(byKey).map(([, { conversions, ...exposure }]) => ({
      ...exposure,
      conversions: [...conversions]
        .toSorted(byKey)
        .map(([goal, { visitors, count, value, squaredValue }]) => ({
          goal,
          visitors,
          count,
          value: exactSum(value),
          squaredValue: exactSum(squaredValue),
        })),
    })),
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
