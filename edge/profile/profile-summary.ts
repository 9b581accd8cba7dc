import type { Facts, ProfileEvent } from '../../shared/event/index.ts'
import type { Json } from '../../shared/json.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import { exactSum } from '../../shared/segment/aggregate/exact-sum.ts'
import { computedTraits, pastSessions, type PastSession } from '../../shared/segment/index.ts'
import { identifiedAs } from './identified-as.ts'
import type { LogRow } from './log-row.ts'
import { logReader, type Counts, type ProfileState } from './profile-state.ts'
import type { WaitingEvent } from './quarantine-store.ts'
import { rowsInMemory } from './rows-in-memory.ts'

/** How many sessions are told. */
const MAX_SESSIONS = 20

/** What a profile is at a glance. Times are ISO 8601. */
export interface ProfileSummary {
  /** Names the profile to the admin API. */
  readonly key: string
  readonly userId: string | null
  /** Every user id that its events were labelled with, the newest first. */
  readonly userIds: readonly string[]
  readonly now: string
  readonly version: number
  readonly release: number
  readonly bornAt: string
  readonly seenAt: string
  /** What came up to then is forgotten, but for what rules remember of it; null: nothing is. */
  readonly logStartsAt: string | null
  readonly facts: Facts
  readonly counts: Counts & { readonly late: number }
  readonly traits: readonly {
    readonly name: string
    readonly value: Json
    /** The event that said so. */
    readonly messageId: string
    readonly at: string
    /** Where it came from; null: it is forgotten. */
    readonly channel: string | null
  }[]
  readonly computed: readonly {
    readonly id: string
    readonly name: string
    /** Null: there is none. */
    readonly value: Json
  }[]
  readonly sessions: {
    readonly count: number
    /** The newest, the newest first. */
    readonly last: readonly (Omit<PastSession, 'startedAt' | 'endedAt'> & {
      readonly startedAt: string
      readonly endedAt: string | null
    })[]
  }
  /** What the visitor has really seen, the one that was first seen last first. */
  readonly exposures: readonly {
    readonly slot: string
    readonly experience: string
    /** Null: held out. */
    readonly variant: string | null
    readonly views: number
    readonly firstAt: string
    readonly conversions: readonly { readonly goal: string; readonly count: number; readonly value: number }[]
  }[]
  /** What was set aside in the last week, as far as it is kept. */
  readonly quarantined: readonly WaitingEvent[]
}

/** Sums a profile up that has been brought to now. */
export function summaryOf(
  key: string,
  state: ProfileState,
  { plan, site }: LoadedRelease,
  rows: readonly LogRow[],
  quarantined: readonly WaitingEvent[],
): ProfileSummary {
  const { segments, tally } = state
  const log = logReader(state, null, rowsInMemory(rows))
  const events = new Map(rows.flatMap((row) => row.events.map((event) => [event.id, event])))
  const computed = computedTraits(plan, segments)
  const sessions = pastSessions(log, state.now)
  return {
    key,
    userId: identifiedAs(state),
    userIds: userIdsOf([...events.values()], identifiedAs(state)),
    now: toIso(state.now),
    version: state.seq,
    release: state.release,
    bornAt: toIso(state.bornAt),
    seenAt: toIso(tally.seenAt),
    logStartsAt: state.logStartsAt === null ? null : toIso(state.logStartsAt),
    facts: segments.facts,
    counts: { ...state.counts, late: tally.late },
    traits: Object.entries(segments.traits).map(([name, [value, at, , messageId]]) => ({
      name,
      value,
      messageId,
      at: toIso(at),
      channel: events.get(messageId)?.channel ?? null,
    })),
    computed: site.computedTraits.map(({ id, name }) => ({ id, name, value: computed[id] ?? null })),
    sessions: {
      count: sessions.length,
      last: sessions
        .slice(-MAX_SESSIONS)
        .toReversed()
        .map(({ startedAt, endedAt, ...session }) => ({
          ...session,
          startedAt: toIso(startedAt),
          endedAt: endedAt === null ? null : toIso(endedAt),
        })),
    },
    exposures: Object.values(tally.exposures)
      .toSorted((a, b) => b.firstAt - a.firstAt)
      .map(({ firstAt, conversions, ...exposure }) => ({
        ...exposure,
        firstAt: toIso(firstAt),
        conversions: Object.entries(conversions).map(([goal, { count, value }]) => ({
          goal,
          count,
          value: exactSum(value),
        })),
      })),
    quarantined,
  }
}

function userIdsOf(events: readonly ProfileEvent[], known: string | null): string[] {
  const labels = events.toReversed().flatMap(({ userId }) => userId ?? [])
  return [...new Set([...(known === null ? [] : [known]), ...labels])]
}

function toIso(at: number): string {
  return new Date(at).toISOString()
}
