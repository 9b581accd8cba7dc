import type { Match } from '../../match.ts'
import type { ImportReport } from '../import-report.ts'

export interface PostHogContext {
  readonly report: ImportReport
  /** Actions are kept apart from cohorts; by id, what they are here. */
  readonly actions: Readonly<Record<string, Match>>
  /** The segment that a cohort is here. */
  readonly segmentOf: (cohort: number) => string
}
