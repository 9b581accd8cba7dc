import type { Facts, ProfileEvent } from '../../shared/event/index.ts'
import type { SegmentExplanation } from '../../shared/segment/index.ts'
import type { Quarantined } from './log-row.ts'
import type { Counts } from './profile-state.ts'

/** What is known of a profile, for the console and for audits. */
export interface ProfileReport {
  /** When it was read; everything in it holds for this instant. ISO 8601. */
  readonly now: string
  readonly version: number
  readonly release: number
  readonly bornAt: string
  readonly segments: readonly string[]
  readonly explain: readonly SegmentExplanation[]
  readonly traits: Readonly<Record<string, unknown>>
  readonly facts: Facts
  readonly counts: Counts
  /** In the order in which rules see them. */
  readonly events: readonly ProfileEvent[]
  readonly quarantined: readonly Quarantined[]
  readonly nextFlipAt: string | null
  /** Rows written and calls taken since the object woke up. */
  readonly rowsWritten: number
  readonly calls: number
}
