import type { Segment } from '../segment.ts'
import type { ImportNote } from './import-note.ts'
import type { ImportReport } from './import-report.ts'
import type { ImportedCondition } from './imported-condition.ts'
import type { Unmapped } from './unmapped.ts'

interface Remarks {
  readonly unmapped: readonly Unmapped[]
  readonly notes: readonly ImportNote[]
}

/** A segment as an import makes it. */
export type ImportedSegment = Omit<Segment, 'when'> & { readonly when: ImportedCondition }

/** What became of a foreign rule. */
export interface ConditionImport extends Remarks {
  /** The whole rule; null when a part of it is unmapped. */
  readonly condition: ImportedCondition | null
  /** What could be mapped, unmapped parts left out: where a person may go on from. Null: nothing. */
  readonly draft: ImportedCondition | null
}

/** What became of a foreign rule that has a name. */
export interface SegmentImport extends Remarks {
  /** The whole segment; null when a part of its rule is unmapped. */
  readonly segment: ImportedSegment | null
  /** What could be mapped, unmapped parts left out: where a person may go on from. Null: nothing. */
  readonly draft: ImportedCondition | null
}

/** What became of several. */
export interface SegmentsImport extends Remarks {
  /** Those that could be mapped whole. */
  readonly segments: readonly ImportedSegment[]
}

export function finishCondition(
  draft: ImportedCondition | null,
  { unmapped, notes }: ImportReport,
): ConditionImport {
  return { condition: unmapped.length === 0 ? draft : null, draft, unmapped, notes }
}

export function finishSegment(
  head: Omit<ImportedSegment, 'when' | 'schema'>,
  draft: ImportedCondition | null,
  { unmapped, notes }: ImportReport,
): SegmentImport {
  const segment: ImportedSegment | null =
    draft !== null && unmapped.length === 0 ? { schema: 'segment/1', ...head, when: draft } : null
  return { segment, draft, unmapped, notes }
}
