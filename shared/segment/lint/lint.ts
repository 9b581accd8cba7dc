import type { Issue } from '../../problem/index.ts'

/** Something about a segment that is valid, and yet hardly meant. */
export interface Lint extends Issue {
  readonly lint:
    | 'neverTrue'
    | 'alwaysTrue'
    | 'missingFits'
    | 'notInCatalogue'
    | 'beyondRetention'
    | 'largeState'
}
