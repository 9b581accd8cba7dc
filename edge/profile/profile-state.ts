import {
  compareEvents,
  createDedupe,
  forgetOldMessages,
  rememberMessage,
  type DedupeState,
  type ProfileEvent,
} from '../../shared/event/index.ts'
import {
  advance,
  applyEvent,
  applyFacts,
  createState,
  type FactsChange,
  type LogReader,
  type SegmentState,
  type Transition,
} from '../../shared/segment/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import { noteAsked } from './asked-slots.ts'
import { noteIntake } from './intake.ts'
import type { LogRow } from './log-row.ts'
import { createTally, tallyEvent, type Tally } from './tally.ts'

/** How many rows of the log may have to be replayed on wake. */
export const ROWS_BETWEEN_CHECKPOINTS = 64

/**
 * The form of a kept state. Raise it whenever `ProfileState` changes its form (`SegmentState` has a number of its own): a
 * checkpoint of another form is left aside, and the log is folded again.
 */
export const STATE_FORM = 6

/** All that a profile is: a fold of its log, plain JSON. */
export interface ProfileState {
  readonly form: typeof STATE_FORM
  /** The last row that was folded: the profile's version. */
  seq: number
  /** The last row that a checkpoint holds. */
  checkpointSeq: number
  release: number
  /** Epoch ms of the first row. */
  bornAt: number
  /** What was received up to then is no longer in the log, epoch ms; null: the log is whole. */
  logStartsAt: number | null
  /** Epoch ms of the last fold; the profile's clock never goes back. */
  now: number
  readonly dedupe: DedupeState
  segments: SegmentState
  readonly counts: Counts
  readonly tally: Tally
}

/** What became of every message that a profile was sent: `received` is the sum of the others. */
export interface Counts {
  received: number
  accepted: number
  duplicate: number
  quarantined: number
  refused: number
}

export function createProfileState({ plan, number }: LoadedRelease, now: number): ProfileState {
  return {
    form: STATE_FORM,
    seq: 0,
    checkpointSeq: 0,
    release: number,
    bornAt: now,
    logStartsAt: null,
    now,
    dedupe: createDedupe(),
    segments: createState(plan),
    counts: { received: 0, accepted: 0, duplicate: 0, quarantined: 0, refused: 0 },
    tally: createTally(),
  }
}

/** Reads what the rows up to `seq` hold. */
export interface ReadRows {
  events(from: number, to: number, seq: number): readonly ProfileEvent[]
  facts(from: number, to: number, seq: number): readonly FactsChange[]
}

/**
 * Folds one row into the state (changes it) and says which memberships changed. The row's messages are remembered by
 * `rememberRow` when it is replayed, and by the call itself when it is new.
 */
export function foldRow(
  state: ProfileState,
  row: LogRow,
  release: LoadedRelease,
  rows: ReadRows,
): Transition[] {
  const { plan } = release
  const pending: Pending = { events: [], facts: [] }
  const log = logReader(state, pending, rows)
  const transitions: Transition[] = []
  if (row.asked) noteAsked(state.tally.slots, row.asked, row.receivedAt)
  for (const event of row.events.toSorted(compareEvents)) {
    pending.events.push(event)
    transitions.push(...applyEvent(plan, state.segments, event, row.receivedAt, log))
    tallyEvent(state.tally, event, release, row.receivedAt, log)
  }
  // Facts and the clock come after the events: moved first, they would make each event of the row a late one
  if (row.facts) {
    pending.facts.push({ at: row.receivedAt, facts: row.facts })
    transitions.push(...applyFacts(plan, state.segments, row.facts, row.receivedAt, log))
  }
  transitions.push(...advance(plan, state.segments, row.receivedAt, log))
  noteIntake(state.tally.intake, row, release.site.timezone)
  state.now = row.receivedAt
  return transitions
}

/** Enters a folded row into the books (changes the state). */
export function countRow(state: ProfileState, row: LogRow): void {
  const { counts } = state
  const quarantined = row.quarantined?.length ?? 0
  counts.accepted += row.events.length
  counts.duplicate += row.duplicates ?? 0
  // What is taken after all was received when it was set aside
  const replayed = row.replayed ?? 0
  counts.quarantined += quarantined - replayed
  counts.refused += row.refused ?? 0
  counts.received += row.events.length + quarantined + (row.duplicates ?? 0) + (row.refused ?? 0) - replayed
  if (state.seq === 0) state.bornAt = row.receivedAt
  state.seq = row.seq
}

/** Folds a row of the log once more, on wake. */
export function replayRow(state: ProfileState, row: LogRow, release: LoadedRelease, rows: ReadRows): void {
  for (const { id, at } of row.events) rememberMessage(state.dedupe, id, row.receivedAt, at)
  for (const { messageId } of row.quarantined ?? []) rememberMessage(state.dedupe, messageId, row.receivedAt)
  foldRow(state, row, release, rows)
  countRow(state, row)
}

/** Whether a checkpoint has the form that states have now. If not, it is left aside: the log says all that it says. */
export function hasFormOf(checkpoint: unknown, fresh: ProfileState): checkpoint is ProfileState {
  // `as`: only this code keeps checkpoints, each a state of its time
  const state = checkpoint as Partial<ProfileState> | null
  return state?.form === fresh.form && state.segments?.version === fresh.segments.version
}

/** Makes the state ready to be kept (changes it): what is out of memory's reach is forgotten. */
export function prepareCheckpoint(state: ProfileState): void {
  forgetOldMessages(state.dedupe, state.now)
  state.checkpointSeq = state.seq
}

/** What has been applied of a row that is being folded. */
export interface Pending {
  readonly events: ProfileEvent[]
  readonly facts: FactsChange[]
}

/** The log as the rules see it: the rows folded so far, and what of the present row has been applied. */
export function logReader(state: ProfileState, pending: Pending | null, rows: ReadRows): LogReader {
  // An event that came after those of its time were forgotten is not all there was
  const wholeAfter = state.logStartsAt ?? undefined
  const since = (from: number): number => Math.max(from, wholeAfter ?? -Infinity)
  return {
    wholeAfter,
    scan(from, to) {
      const after = since(from)
      const present = pending?.events.filter(({ at }) => after < at && at <= to) ?? []
      const past = rows.events(after, to, state.seq)
      return present.length === 0 ? past : [...past, ...present].toSorted(compareEvents)
    },
    facts(from, to) {
      const after = since(from)
      const present = pending?.facts.filter(({ at }) => after < at && at <= to) ?? []
      return [...rows.facts(after, to, state.seq), ...present]
    },
  }
}
