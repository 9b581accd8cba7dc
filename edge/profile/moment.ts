import type { Facts, PageContext } from '../../shared/event/index.ts'
import type { Decision } from '../../shared/experience/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import {
  advance,
  flipsAhead,
  replay,
  upgradeState,
  type SegmentExplanation,
  type SegmentState,
} from '../../shared/segment/index.ts'
import { lastPage } from './last-page.ts'
import type { LogRow } from './log-row.ts'
import { mayPersonalize } from './may-personalize.ts'
import { logReader, type ProfileState } from './profile-state.ts'
import { rowsInMemory } from './rows-in-memory.ts'
import { viewOf } from './visitor-state.ts'

/** How many changes by time alone are told. */
const FLIPS_AHEAD = 20

/** What a profile is, and what its visitor is shown, at one instant, with the reasons. Times are ISO 8601. */
export interface ProfileMoment {
  readonly at: string
  /** `past`: with what had been received by then. `future`: if nothing more happens. */
  readonly tense: 'past' | 'present' | 'future'
  /** What decided. */
  readonly release: number
  /** The rows of the log that it rests on. */
  readonly version: number
  /** What came up to then is forgotten: rules that look further back may not know. Null: nothing is. */
  readonly logStartsAt: string | null
  /** Whether the decisions may use the visitor's history: their word on consent. */
  readonly isPersonalized: boolean
  /** The page that was asked for, else the one that was viewed last; null: none is known. */
  readonly page: PageContext | null
  readonly segments: readonly SegmentExplanation[]
  /** Slot → what it shows. */
  readonly decisions: Readonly<Record<string, Decision>>
  /** Slot → a sentence for each of its experiences, in order. */
  readonly considered: Readonly<Record<string, readonly string[]>>
  readonly traits: Readonly<Record<string, unknown>>
  /** The values of the computed traits; null: there is none. */
  readonly computed: Readonly<Record<string, unknown>>
  /** The current session; null: none are kept, because nothing asks for them. */
  readonly session: Readonly<Record<string, unknown>> | null
  readonly facts: Facts
  /** What time alone changes after it, in order. An audience with a rule of its own is `experience:<id>`. */
  readonly next: readonly {
    readonly at: string
    readonly segment: string
    readonly type: 'entered' | 'exited'
  }[]
  /** When a schedule next changes what a slot shows; null: none does. */
  readonly scheduleChangesAt: string | null
}

/** What is asked of a profile's time. */
export interface Instant {
  /** Epoch ms. */
  readonly at: number
  /** Epoch ms; the profile's clock. */
  readonly now: number
  readonly page: PageContext | null
}

/**
 * A profile as it was, is, or will be if nothing happens. It is lived again in a copy: nothing of the profile itself
 * changes.
 *
 * @param state The profile, folded under `own`.
 * @param release What is to decide.
 * @param rows The whole log, in order.
 */
export function momentOf(
  state: ProfileState,
  own: LoadedRelease,
  release: LoadedRelease,
  rows: readonly LogRow[],
  unit: string,
  { at, now, page: asked }: Instant,
): ProfileMoment {
  const isPast = at < now
  const known = isPast ? rows.filter(({ receivedAt }) => receivedAt <= at) : rows
  const read = rowsInMemory(known)
  const log = logReader(state, null, read)
  const segments = isPast
    ? replay(release.plan, at, log)
    : passOn(structuredClone(state.segments), own, release, now, at, log)
  const version = known.at(-1)?.seq ?? 0
  const profile: ProfileState = { ...state, segments, seq: version, release: release.number, now: at }
  const page = asked ?? lastPage(read.events(-Infinity, at, version)) ?? null
  const isPersonalized = mayPersonalize(segments.facts)
  const ask = { debug: true, personalize: isPersonalized, ...(page && { page }) }
  const view = viewOf(profile, release, ask, unit, true, log)
  const { debug, decisions } = view.state
  return {
    at: toIso(at),
    tense: isPast ? 'past' : at > now ? 'future' : 'present',
    release: release.number,
    version,
    logStartsAt: state.logStartsAt === null ? null : toIso(state.logStartsAt),
    isPersonalized,
    page,
    segments: debug?.segments ?? [],
    decisions,
    considered: debug?.considered ?? {},
    traits: debug?.traits ?? {},
    computed: debug?.computed ?? {},
    session: debug?.session ?? null,
    facts: segments.facts,
    // Time passes in the copy: it comes last
    next: flipsAhead(release.plan, segments, log, FLIPS_AHEAD).map(({ at: flipsAt, segment, type }) => ({
      at: toIso(flipsAt),
      segment,
      type,
    })),
    scheduleChangesAt: view.nextChangeAt === null ? null : toIso(view.nextChangeAt),
  }
}

/** Lets time pass in a copy: up to now under what it was folded under, from there on under what is to decide. */
function passOn(
  copy: SegmentState,
  own: LoadedRelease,
  release: LoadedRelease,
  now: number,
  at: number,
  log: ReturnType<typeof logReader>,
): SegmentState {
  advance(own.plan, copy, now, log)
  const { state } = upgradeState(release.plan, copy, now, log)
  advance(release.plan, state, at, log)
  return state
}

function toIso(at: number): string {
  return new Date(at).toISOString()
}
