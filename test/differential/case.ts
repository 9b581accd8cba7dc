import type { Facts } from '../../shared/event/facts.ts'
import type { ProfileEvent } from '../../shared/event/profile-event.ts'
import type { ComputedTrait, Segment } from '../../shared/segment/index.ts'

/** One profile's life under some rules: plain data, so that it can be printed, shrunk and run again. */
export interface Case {
  readonly timezone: string
  readonly segments: readonly Segment[]
  readonly computedTraits: readonly ComputedTrait[]
  readonly steps: readonly Step[]
  /** How many entries a leaf may keep; absent: as many as in life. */
  readonly stateLimit?: number | undefined
}

/** What happens, in the order in which the profile hears of it; `now` never falls. */
export type Step =
  | { readonly type: 'event'; readonly event: ProfileEvent; readonly now: number }
  | { readonly type: 'facts'; readonly facts: Facts; readonly now: number }
  | { readonly type: 'pause'; readonly now: number }
  /** A release with other rules: the first `count` segments of the case. */
  | { readonly type: 'release'; readonly count: number; readonly now: number }
