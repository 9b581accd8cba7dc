import type { LoadedRelease } from '../../shared/release/index.ts'
import {
  advance,
  compilePlan,
  memberships,
  upgradeState,
  type ComputedTrait,
  type LogReader,
  type Plan,
  type Segment,
  type SegmentState,
} from '../../shared/segment/index.ts'
import type { ProfileState } from './profile-state.ts'

/** The rules of a document that is not published: its segments, and its audiences as the segments that they become. */
export interface UnpublishedRules {
  readonly segments: readonly Segment[]
  readonly computedTraits: readonly ComputedTrait[]
  readonly timezone: string
}

/** The segments and audiences that a profile is in now, and would be in under other rules. */
export interface TwoMemberships {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Tells what a profile is in and would be in, and leaves it as it is. */
export function wouldBeIn(
  rules: string,
  state: ProfileState,
  release: LoadedRelease,
  log: LogReader,
): TwoMemberships {
  const plan = planOf(rules)
  const now = Math.max(Date.now(), state.now)
  // `as`: a state is plain JSON
  const copy = JSON.parse(JSON.stringify(state.segments)) as SegmentState
  advance(release.plan, copy, now, log)
  const before = [...memberships(release.plan, copy)]
  return { before, after: [...memberships(plan, upgradeState(plan, copy, now, log).state)] }
}

/** Those that were asked about last in this isolate: a sample of profiles is asked the same. */
let latest: { readonly text: string; readonly plan: Plan } | null = null

function planOf(text: string): Plan {
  if (latest?.text === text) return latest.plan
  // `as`: the Worker wrote it, of a valid document
  const { segments, ...options } = JSON.parse(text) as UnpublishedRules
  latest = { text, plan: compilePlan(segments, options) }
  return latest.plan
}
