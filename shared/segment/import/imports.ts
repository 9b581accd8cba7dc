import type { Segment } from '../segment.ts'
import type { ImportNote } from './import-note.ts'
import type { ImportReport } from './import-report.ts'
import type { Condition } from '../condition.ts'
import type { Unmapped } from './unmapped.ts'

interface Remarks {
  readonly unmapped: readonly Unmapped[]
  readonly notes: readonly ImportNote[]
}

/** What became of a foreign rule. */
export interface ConditionImport extends Remarks {
  /** The whole rule; null when a part of it is unmapped. */
  readonly condition: Condition | null
  /** What could be mapped, unmapped parts left out: where a person may go on from. Null: nothing. */
  readonly partial: Condition | null
}

/** What became of a foreign rule that has a name. */
export interface SegmentImport extends Remarks {
  /** The whole segment; null when a part of its rule is unmapped. */
  readonly segment: Segment | null
  /** What could be mapped, unmapped parts left out: where a person may go on from. Null: nothing. */
  readonly partial: Condition | null
}

/** What became of several. */
export interface SegmentsImport extends Remarks {
  /** Those that could be mapped whole. */
  readonly segments: readonly Segment[]
}

export function finishCondition(
  partial: Condition | null,
  { unmapped, notes }: ImportReport,
): ConditionImport {
  return { condition: unmapped.length === 0 ? partial : null, partial, unmapped, notes }
}

export function finishSegment(
  head: Omit<Segment, 'when' | 'schema'>,
  partial: Condition | null,
  { unmapped, notes }: ImportReport,
): SegmentImport {
  const segment: Segment | null =
    partial !== null && unmapped.length === 0 ? { schema: 'segment/1', ...head, when: partial } : null
  return { segment, partial, unmapped, notes }
}
