import type { Issue } from '../../problem/index.ts'

/** Where a rule and what is known of a site's events and traits do not agree. */
export interface Finding {
  /** `wrong`: it cannot be meant so. `unknown`: a name that the catalogue does not have. */
  readonly type: 'wrong' | 'unknown'
  readonly issue: Issue
}
