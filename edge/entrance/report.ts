import type { SeenCall } from '../../shared/event/index.ts'
import type { Outcomes } from './outcomes.ts'

/** What an isolate tells a site's entrance at a time. */
export interface Report {
  /** Random: tells isolates apart. */
  readonly from: string
  readonly outcomes: Outcomes
  /** How many calls and events there were while somebody watched. */
  readonly calls: number
  readonly events: number
  readonly shown: readonly SeenCall[]
}

/** What it is told in return: for how long to show what comes, and how often to say so. */
export interface Watch {
  /** 0: nobody watches. */
  readonly forMs: number
  readonly everyMs: number
}
