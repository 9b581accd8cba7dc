import type { VisitorDebug, VisitorState } from '../../shared/event/index.ts'
import { decide } from '../../shared/experience/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import {
  computedTraits,
  evaluateContextual,
  explainAll,
  memberships,
  nextFlipAt,
  sessionOf,
  traits,
  type LogReader,
} from '../../shared/segment/index.ts'
import type { Ask } from './ask.ts'
import type { ProfileState } from './profile-state.ts'

/** What a page's visitor sees, and the next instant, epoch ms, at which a schedule alone changes it. */
export interface View {
  readonly state: VisitorState
  readonly nextChangeAt: number | null
}

/** What a visitor is and sees now: decided from a profile that has been advanced to now. */
export function viewOf(
  profile: ProfileState,
  release: LoadedRelease,
  ask: Ask,
  unit: string,
  isLocal: boolean,
  log: LogReader,
): View {
  const startedAt = performance.now()
  const { plan, content } = release
  const usesHistory = ask.personalize !== false
  const inside = usesHistory
    ? memberships(plan, profile.segments)
    : evaluateContextual(plan, profile.segments.facts, profile.now)
  const known = usesHistory ? traits(profile.segments) : {}
  const { decisions, considered, nextChangeAt } = decide(content, {
    ...(ask.slots && { slots: ask.slots }),
    ...(ask.page && { page: ask.page }),
    memberships: inside,
    facts: profile.segments.facts,
    traits: known,
    ...(usesHistory && {
      computed: () => computedTraits(plan, profile.segments),
      session: () => sessionOf(profile.segments),
    }),
    unit: usesHistory ? unit : null,
    now: profile.now,
    release: release.number,
    explain: ask.debug,
  })
  const state: VisitorState = {
    version: profile.seq,
    release: release.number,
    segments: [...inside].filter(
      (id) => release.publicSegments.has(id) || (isLocal && release.segmentIds.has(id)),
    ),
    decisions,
    ...(ask.debug && {
      debug: {
        ...explainSegments(profile, release, log),
        considered,
        computeMs: performance.now() - startedAt,
      },
    }),
  }
  return { state, nextChangeAt }
}

function explainSegments(
  profile: ProfileState,
  { plan, segmentIds }: LoadedRelease,
  log: LogReader,
): Omit<VisitorDebug, 'considered' | 'computeMs'> {
  const flipAt = nextFlipAt(plan, profile.segments)
  return {
    segments: explainAll(plan, profile.segments, profile.now, log).filter(({ segment }) =>
      segmentIds.has(segment),
    ),
    traits: traits(profile.segments),
    computed: computedTraits(plan, profile.segments),
    session: sessionOf(profile.segments),
    nextFlipAt: flipAt === null ? null : new Date(flipAt).toISOString(),
  }
}
