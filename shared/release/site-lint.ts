import type { Issue } from '../problem/index.ts'
import type { Lint } from '../segment/index.ts'

/** Something about content that is valid, and yet hardly meant. */
export interface ContentLint extends Issue {
  readonly lint:
    | 'mergeTagWithoutFallback'
    | 'imageWithoutSize'
    | 'missingTranslation'
    | 'neverReached'
    | 'largeContent'
}

/** Something about a site document that is valid, and yet hardly meant. */
export type SiteLint = Lint | ContentLint
