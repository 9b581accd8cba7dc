import type { Segment } from '../segment.ts'
import type { ImportNote } from './import-note.ts'
import type { ImportReport } from './import-report.ts'
import type { ComputedTrait } from '../computed-trait.ts'
import type { Condition } from '../condition.ts'
import { computedIn } from '../plan/computed-in.ts'
import type { Unmapped } from './unmapped.ts'

interface Remarks {
  readonly unmapped: readonly Unmapped[]
  readonly notes: readonly ImportNote[]
}

interface RuleRemarks extends Remarks {
  /** The ids of the computed traits that are read: the site has to have them. */
  readonly computedTraits: readonly string[]
}

/** What became of a computed trait. */
export interface ComputedTraitImport extends Remarks {
  /** The whole trait; null when a part of it is unmapped. */
  readonly computedTrait: ComputedTrait | null
}

/** What became of a foreign rule. */
export interface ConditionImport extends RuleRemarks {
  /** The whole rule; null when a part of it is unmapped. */
  readonly condition: Condition | null
  /** What could be mapped, unmapped parts left out: where a person may go on from. Null: nothing. */
  readonly partial: Condition | null
}

/** What became of a foreign rule that has a name. */
export interface SegmentImport extends RuleRemarks {
  /** The whole segment; null when a part of its rule is unmapped. */
  readonly segment: Segment | null
  /** What could be mapped, unmapped parts left out: where a person may go on from. Null: nothing. */
  readonly partial: Condition | null
}

/** What became of several. */
export interface SegmentsImport extends RuleRemarks {
  /** Those that could be mapped whole. */
  readonly segments: readonly Segment[]
}

export function finishCondition(
  partial: Condition | null,
  { unmapped, notes }: ImportReport,
): ConditionImport {
  return {
    condition: unmapped.length === 0 ? partial : null,
    partial,
    computedTraits: computedTraitsOf(partial === null ? [] : [partial]),
    unmapped,
    notes,
  }
}

export function finishSegment(
  head: Omit<Segment, 'when' | 'schema'>,
  partial: Condition | null,
  { unmapped, notes }: ImportReport,
): SegmentImport {
  const segment: Segment | null =
    partial !== null && unmapped.length === 0 ? { schema: 'segment/1', ...head, when: partial } : null
  return {
    segment,
    partial,
    computedTraits: computedTraitsOf(partial === null ? [] : [partial]),
    unmapped,
    notes,
  }
}

/** The computed traits that some rules read, each once. */
export function computedTraitsOf(rules: readonly Condition[]): string[] {
  return [...new Set(rules.flatMap(computedIn))]
}
