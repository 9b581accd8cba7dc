import type { LoadedRelease } from '../../shared/release/index.ts'
import {
  advance,
  compilePlan,
  explain,
  traits,
  upgradeState,
  type ComputedTrait,
  type LogReader,
  type Plan,
  type Segment,
  type SegmentExplanation,
  type SegmentState,
} from '../../shared/segment/index.ts'
import type { ProfileState } from './profile-state.ts'

/** A rule that is being written, with all that it rests on. */
export interface TriedRule {
  /** The id of the segment that is tried. */
  readonly segment: string
  /** It, and those that it refers to. */
  readonly segments: readonly Segment[]
  readonly computedTraits: readonly ComputedTrait[]
  readonly timezone: string
}

/** What a rule would say of a profile, were it published now. */
export interface Trial {
  readonly userId: string | null
  readonly traits: Readonly<Record<string, unknown>>
  /** ISO 8601. */
  readonly seenAt: string
  readonly explanation: SegmentExplanation
}

/**
 * Tries a rule on a profile: what publishing it now would make of this visitor, and why. It looks at the profile's log and
 * at a copy of its state, and leaves both as they are.
 */
export function tryRule(text: string, state: ProfileState, release: LoadedRelease, log: LogReader): Trial {
  const { plan, segment } = planOf(text)
  const now = Math.max(Date.now(), state.now)
  // `as`: a state is plain JSON
  const copy = JSON.parse(JSON.stringify(state.segments)) as SegmentState
  advance(release.plan, copy, now, log)
  const tried = upgradeState(plan, copy, now, log).state
  return {
    userId: state.tally.userId,
    traits: traits(tried),
    seenAt: new Date(state.tally.seenAt).toISOString(),
    explanation: explain(plan, tried, segment, now, log),
  }
}

/** The rule that was tried last in this isolate: a sample of profiles is asked the same one. */
let latest: { readonly text: string; readonly plan: Plan; readonly segment: string } | null = null

function planOf(text: string): NonNullable<typeof latest> {
  if (latest?.text === text) return latest
  // `as`: the Worker wrote it, of what it has checked
  const { segment, segments, computedTraits, timezone } = JSON.parse(text) as TriedRule
  return (latest = { text, plan: compilePlan(segments, { timezone, computedTraits }), segment })
}
