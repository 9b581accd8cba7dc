import type { Facts, VisitorState } from '../../shared/event/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Ask } from '../profile/ask.ts'
import type { LogRow } from '../profile/log-row.ts'
import type { ProfileMoment } from '../profile/moment.ts'
import { countRow, createProfileState, foldRow, logReader } from '../profile/profile-state.ts'
import { rowsInMemory } from '../profile/rows-in-memory.ts'
import { viewOf } from '../profile/visitor-state.ts'

/** Somebody who is here for the first time, and has done nothing yet. */
export interface NewVisitor {
  /** What the page's request says by itself. */
  readonly facts: Facts
  /** The language to see it in; undefined: the browser's. */
  readonly locale: string | undefined
  readonly traits: JsonObject | undefined
  /** What experiments and holdouts tell visitors apart by. */
  readonly unit: string
  /** Epoch ms. */
  readonly now: number
}

/** What a new visitor is and sees, who allows everything: a life of one moment, kept nowhere. */
export function seenAsNew(
  release: LoadedRelease,
  { facts, locale, traits, unit, now }: NewVisitor,
  ask: Ask,
): VisitorState {
  const consent = { analytics: 'granted', personalization: 'granted', advertising: 'granted' }
  const row: LogRow = {
    seq: 1,
    receivedAt: now,
    release: release.number,
    events: traits === undefined ? [] : [{ id: 'preview', type: 'identify', name: '', at: now, traits }],
    facts: {
      ...facts,
      ...(locale !== undefined && { device: { ...facts.device, locale } }),
      identity: { unit },
      consent,
    },
  }
  const rows = rowsInMemory([row])
  const state = createProfileState(release, now)
  foldRow(state, row, release, rows)
  countRow(state, row)
  return viewOf(state, release, ask, unit, true, logReader(state, null, rows)).state
}

/** What a profile is and sees at a moment, as a page is told it. */
export function seenAsProfile(moment: ProfileMoment, { slots, debug }: Ask): VisitorState {
  const { segments, decisions, considered, traits, computed, session, next, release, version } = moment
  const asked = slots ?? Object.keys(decisions)
  return {
    version,
    release,
    segments: segments.filter(({ member }) => member).map(({ segment }) => segment),
    decisions: Object.fromEntries(
      asked.flatMap((slot) => (decisions[slot] === undefined ? [] : [[slot, decisions[slot]]])),
    ),
    ...(debug && {
      debug: {
        computeMs: 0,
        segments,
        traits,
        computed,
        session,
        nextFlipAt: next[0]?.at ?? null,
        considered,
      },
    }),
  }
}
