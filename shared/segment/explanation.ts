import type { Json } from '../json.ts'

/** Kleene's three values. Unknown is not membership. */
export type TruthName = 'true' | 'false' | 'unknown'

/** Why a profile is, or is not, in a segment. Times are ISO 8601. */
export interface SegmentExplanation {
  readonly segment: string
  readonly name: string
  readonly member: boolean
  readonly truth: TruthName
  /** The rule in plain English. */
  readonly sentence: string
  /** Since when the membership is as it is; null: since the profile is known. */
  readonly since: string | null
  /** When it changes if nothing more happens; null: not by time alone. */
  readonly changesAt: string | null
  readonly when: ConditionExplanation
}

/** One condition of a rule: what it says, whether it holds, and what was seen. */
export interface ConditionExplanation {
  readonly truth: TruthName
  readonly sentence: string
  /** The value seen: a count, the newest instant, the traits that were read. Absent for `all`, `any`, `not`, `atLeast`. */
  readonly seen?: Json
  readonly since: string | null
  readonly changesAt: string | null
  /**
   * It cannot say, as what happened before the log's beginning might decide: until when that matters; null: for ever.
   * Absent: all that matters is known.
   */
  readonly warmingUntil?: string | null
  readonly children?: readonly ConditionExplanation[]
}
