import type { Facts, ProfileEvent, VisitorDebug } from '../../shared/event/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import {
  computedTraits,
  memberships,
  sessionOf,
  traits,
  type SegmentExplanation,
} from '../../shared/segment/index.ts'
import type { Counts, ProfileState } from './profile-state.ts'
import type { ProfileStore } from './profile-store.ts'
import type { WaitingEvent } from './quarantine-store.ts'
import type { Timers } from './timers.ts'

/** What is known of a profile, for the console and for audits. */
export interface ProfileReport {
  /** When it was read; everything in it holds for this instant. ISO 8601. */
  readonly now: string
  readonly version: number
  readonly release: number
  readonly bornAt: string
  /** What came up to then is forgotten, but for what rules remember of it; null: nothing is. ISO 8601. */
  readonly logStartsAt: string | null
  readonly segments: readonly string[]
  readonly explain: readonly SegmentExplanation[]
  readonly traits: Readonly<Record<string, unknown>>
  /** The values of the site's computed traits; null: there is none. */
  readonly computed: Readonly<Record<string, unknown>>
  /** The current session; null: none are kept, because nothing asks for them. */
  readonly session: Readonly<Record<string, unknown>> | null
  readonly facts: Facts
  readonly counts: Counts
  /** In the order in which rules see them. */
  readonly events: readonly ProfileEvent[]
  /** What was set aside in the last week, as far as it is kept. */
  readonly quarantined: readonly WaitingEvent[]
  readonly nextFlipAt: string | null
  /** Timed work that went wrong and has not gone well since: how often, and when it may be tried again. */
  readonly setbacks: readonly {
    readonly name: string
    readonly attempts: number
    readonly strikes: number
    /** ISO 8601. */
    readonly notBefore: string
    /** The object died of it so often that it is tried once a day only. */
    readonly isDead: boolean
  }[]
  /** Rows written and calls taken since the object woke up. */
  readonly rowsWritten: number
  readonly calls: number
}

/** Reports a profile that has been brought to now; `debug` is what was explained of it. */
export function reportOf(
  state: ProfileState,
  { plan, segmentIds }: LoadedRelease,
  store: ProfileStore,
  debug: VisitorDebug | undefined,
  setbacks: Timers['setbacks'],
): Omit<ProfileReport, 'calls'> {
  return {
    now: new Date(state.now).toISOString(),
    version: state.seq,
    release: state.release,
    bornAt: new Date(state.bornAt).toISOString(),
    logStartsAt: state.logStartsAt === null ? null : new Date(state.logStartsAt).toISOString(),
    segments: [...memberships(plan, state.segments)].filter((id) => segmentIds.has(id)),
    explain: debug?.segments ?? [],
    traits: traits(state.segments),
    computed: computedTraits(plan, state.segments),
    session: sessionOf(state.segments),
    facts: state.segments.facts,
    counts: state.counts,
    events: store.events(-Infinity, Infinity, state.seq),
    quarantined: store.waiting(state.now),
    nextFlipAt: debug?.nextFlipAt ?? null,
    setbacks: setbacks.map(({ notBefore, ...setback }) => ({
      ...setback,
      notBefore: new Date(notBefore).toISOString(),
    })),
    rowsWritten: store.rowsWritten,
  }
}
