import type { PageContext } from '../../shared/event/index.ts'

/** What a page wants to know: which slots, on which page, and whether with explanations. */
export interface Ask {
  /** Absent: every slot of the site. */
  readonly slots?: readonly string[]
  readonly page?: PageContext
  readonly debug: boolean
  /** Whether decisions may use the visitor's history. @default true */
  readonly personalize?: boolean
}
