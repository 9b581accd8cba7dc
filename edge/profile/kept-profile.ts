import type { ProfileEvent, Receipt } from '../../shared/event/index.ts'
import { retentionMsOf, type LoadedRelease } from '../../shared/release/index.ts'
import { advance, nextFlipAt, prepareToForget, upgradeState } from '../../shared/segment/index.ts'
import { isLocal, type Env } from '../env.ts'
import { comeBy } from '../faults/come-by.ts'
import { currentRelease, releaseByNumber } from '../site/release-cache.ts'
import type { AlarmClock } from './alarm-clock.ts'
import { alarmTime } from './alarm-time.ts'
import type { Ask } from './ask.ts'
import type { Call } from './call.ts'
import { newlyAsked } from './asked-slots.ts'
import { changedFacts } from './changed-facts.ts'
import type { LiveSockets, PageView } from './live-sockets.ts'
import { hasNews, type LogRow } from './log-row.ts'
import { mayPersonalize } from './may-personalize.ts'
import type { Outbox } from './outbox.ts'
import {
  countRow,
  createProfileState,
  foldRow,
  hasFormOf,
  logReader,
  prepareCheckpoint,
  replayRow,
  ROWS_BETWEEN_CHECKPOINTS,
  type ProfileState,
} from './profile-state.ts'
import type { Change, ProfileStore } from './profile-store.ts'
import { takeMessages } from './take-messages.ts'
import { viewOf, type View } from './visitor-state.ts'

const NONE: ReadonlySet<string> = new Set()

/** What a change brings: the row without what every row has, and what is written beside it. */
export interface News extends Pick<Change, 'quarantine' | 'eventsText'> {
  readonly row: Omit<LogRow, 'seq' | 'release'>
}

/** What a profile is kept with: its object's parts. */
export interface ProfileParts {
  readonly ctx: DurableObjectState
  readonly env: Env
  readonly site: string
  /** What hashing puts into buckets. */
  readonly unit: string
  readonly store: ProfileStore
  readonly sockets: LiveSockets
  readonly alarm: AlarmClock
  readonly outbox: Outbox
}

/**
 * A profile's state, in memory and on disk, in step: what was rolled back on disk does not live on in memory, and what
 * memory has lost is folded from the log again.
 */
export class KeptProfile {
  readonly #parts: ProfileParts
  #state: ProfileState | null = null
  /** Whether a read let time pass in memory that no row of the log tells of. */
  #isAhead = false
  /** When time will next change what the visitor is or sees; null: never, undefined: to be found out. */
  #advanceAt: number | null | undefined
  /** How many rollup shards the site has; undefined: not known yet. */
  shards: number | undefined
  /** How long news is gathered for them. */
  gatherMs = 0
  retentionMs = retentionMsOf({})

  constructor(parts: ProfileParts) {
    this.#parts = parts
  }

  /** When time will next change what the visitor is or sees, as far as it is known: at once, where it is not. */
  get advanceAt(): number | null {
    if (this.#advanceAt !== undefined) return this.#advanceAt
    return this.#parts.store.isEmpty ? null : 0
  }

  /** An alarm rings: awake anyway, the profile may as well look. */
  lookAgain(): void {
    this.#advanceAt = undefined
  }

  async currentNumber(): Promise<number> {
    const { ctx, env, site } = this.#parts
    const current = await currentRelease(env, site, (promise) => ctx.waitUntil(promise))
    if (current === null) throw new Error(`Site ${site} has a profile and no release`)
    return current.number
  }

  /**
   * Runs `act` on the state, under the newest release that anybody named. The state comes from memory, or from the
   * checkpoint and the rows after it. `act` is synchronous: nothing can come between what it reads and what it writes.
   *
   * @param earliest The time of the first event that `act` will fold.
   */
  async awake<T>(
    releaseNumber: number,
    earliest: number,
    act: (state: ProfileState, release: LoadedRelease) => T,
  ): Promise<T> {
    const { env, site, alarm } = this.#parts
    await alarm.read()
    for (;;) {
      if (this.#state === null) await this.#load(releaseNumber)
      const number = Math.max(releaseNumber, this.#state?.release ?? 0)
      const release = await releaseByNumber(env, site, number)
      const state = this.#state
      // While this call waited, another may have lost the state, or moved it on to a newer release
      if (state === null || state.release > release.number) continue
      if (this.#isAhead && earliest < state.now) {
        // Memory took the event for a late one, and a replay for one in time: only what the log knows counts
        this.#state = null
        continue
      }
      this.shards = release.rollupShards
      this.gatherMs = release.rollupEveryMs
      this.retentionMs = retentionMsOf(release.site)
      if (state.release < release.number) {
        const old = await releaseByNumber(env, site, state.release)
        if (state !== this.#state || state.release !== old.number) continue
        this.#upgrade(state, old, release)
      }
      return act(state, release)
    }
  }

  async #load(releaseNumber: number): Promise<void> {
    const { env, site, store } = this.#parts
    const number = store.foldedUnder() ?? releaseNumber
    const release = await releaseByNumber(env, site, number)
    // Another call may have been here while this one waited: it has the truth, or the log has moved on
    if (this.#state !== null || (store.foldedUnder() ?? releaseNumber) !== number) return
    // What begins after an erasure is younger than it, whatever the clock's grain
    const fresh = createProfileState(release, Math.max(Date.now(), (store.erasure?.at ?? 0) + 1))
    const checkpoint = store.readCheckpoint()
    const state = hasFormOf(checkpoint, fresh) ? checkpoint : fresh
    const rows = store.rowsAfter(state.seq)
    for (const row of rows) replayRow(state, row, release, store)
    this.#state = state
    this.#isAhead = false
  }

  /** Takes the messages of a call, and says of each what became of it. */
  take(
    state: ProfileState,
    release: LoadedRelease,
    call: Call,
    events: readonly ProfileEvent[],
    eventsText: string,
  ): readonly Receipt[] {
    const now = Math.max(Date.now(), state.now)
    let receipts: readonly Receipt[] = []
    this.change(state, release, () => {
      const taken = takeMessages(state.dedupe, events, call.quarantined, now)
      receipts = taken.receipts
      // Rules that draw a share of the visitors draw by the unit; what else is known of the identity stays beside it
      const identity = { ...state.segments.facts.identity, ...call.facts.identity, unit: this.#parts.unit }
      const facts = changedFacts(state.segments.facts, { ...call.facts, identity })
      const asked = taken.row.events.length > 0 && call.ask && newlyAsked(state.tally.slots, call.ask, now)
      const row = { ...taken.row, ...facts, ...(asked && { asked }), receivedAt: now }
      const quarantine = taken.quarantined.length > 0 && { add: taken.quarantined, remove: NONE }
      return { row, ...(quarantine && { quarantine }), eventsText: taken.isWhole ? eventsText : null }
    })
    return receipts
  }

  /** Brings the profile to now, and tells the open pages what that changed for them. */
  advance(state: ProfileState, release: LoadedRelease): void {
    const now = Math.max(Date.now(), state.now)
    this.change(state, release, () => ({ row: { events: [], receivedAt: now }, eventsText: null }))
  }

  /**
   * The one place where a profile changes: fold, log, checkpoint and alarm in one transaction, or not at all. What was
   * committed is then told to the open pages.
   */
  change(state: ProfileState, release: LoadedRelease, describe: () => News): void {
    const { ctx, store, sockets, alarm, outbox } = this.#parts
    this.#orForget(() => {
      const { row: news, ...beside } = describe()
      const row: LogRow = { ...news, seq: state.seq + 1, release: release.number }
      const transitions = foldRow(state, row, release, store)
      const isWorthARow = transitions.length > 0 || hasNews(row)
      if (isWorthARow) {
        countRow(state, row)
        outbox.writes(row.receivedAt)
        if (hasNews(row)) store.tells(row.receivedAt)
      }
      const personalize = mayPersonalize(state.segments.facts)
      const views = sockets.look((ask) => this.see(state, release, { ...ask, personalize }))
      this.#advanceAt = nextChangeAt(state, release, views)
      if (EDGEWISE_FAULTS) comeBy('profile.before-commit', ctx)
      this.#write(state, release, {
        row: isWorthARow ? row : null,
        ...beside,
        alarmAt: alarm.toSet(state.now),
      })
      if (EDGEWISE_FAULTS) comeBy('profile.after-commit', ctx)
      this.#isAhead = !isWorthARow
      // Only what is committed is told
      sockets.tell(views)
    })
    alarm.wentWell('advance')
  }

  /** Moves the profile to a newer release: rules that stayed keep their state, new ones are built from the log. */
  #upgrade(state: ProfileState, old: LoadedRelease, release: LoadedRelease): void {
    const now = Math.max(Date.now(), state.now)
    this.#orForget(() => {
      const log = logReader(state, null, this.#parts.store)
      // What flipped until now flipped under the old rules
      advance(old.plan, state.segments, now, log)
      state.segments = upgradeState(release.plan, state.segments, now, log).state
      state.release = release.number
      state.now = now
      // A profile without a row has nothing to keep yet
      if (state.seq > 0) this.#keepWhole(state, release)
    })
  }

  /** Lets go of what the site does not want to be kept any longer. What rules remember of it stays. */
  forgetOld(state: ProfileState, release: LoadedRelease): void {
    this.advance(state, release)
    this.#orForget(() => this.#keepWhole(state, release))
  }

  /** Keeps the state as it is now. The row says up to when time has passed in it. */
  #keepWhole(state: ProfileState, release: LoadedRelease): void {
    const row: LogRow = { seq: state.seq + 1, receivedAt: state.now, release: release.number, events: [] }
    countRow(state, row)
    this.#parts.outbox.writes(row.receivedAt)
    this.#write(state, release, { row, eventsText: null, alarmAt: null }, true)
    this.#isAhead = false
  }

  #write(
    state: ProfileState,
    { plan }: LoadedRelease,
    change: Omit<Change, 'checkpoint'>,
    mustCheckpoint = false,
  ): void {
    const { store, alarm } = this.#parts
    const isDue = mustCheckpoint || state.seq - state.checkpointSeq >= ROWS_BETWEEN_CHECKPOINTS
    const forgetUntil = state.now - this.retentionMs
    if (isDue) {
      const { oldestAt } = store
      if (oldestAt !== null && oldestAt <= forgetUntil) {
        prepareToForget(plan, state.segments)
        state.logStartsAt = forgetUntil
      }
      prepareCheckpoint(state)
    }
    store.write({ ...change, checkpoint: isDue ? { state, forgetUntil } : null })
    if (change.alarmAt !== null) alarm.wasSet(change.alarmAt)
  }

  #orForget<T>(change: () => T): T {
    try {
      return change()
    } catch (error) {
      this.drop()
      throw error
    }
  }

  /** Lets go of what memory knows: the disk says otherwise. */
  drop(): void {
    const { store, alarm, outbox } = this.#parts
    this.#state = null
    this.#isAhead = false
    this.#advanceAt = undefined
    alarm.recall()
    outbox.recall()
    store.recall()
  }

  /** What a page's visitor is and sees now. */
  see(state: ProfileState, release: LoadedRelease, ask: Ask): View {
    const { env, unit, store } = this.#parts
    return viewOf(state, release, ask, unit, isLocal(env), logReader(state, null, store))
  }
}

function nextChangeAt(
  state: ProfileState,
  { plan }: LoadedRelease,
  views: readonly PageView[],
): number | null {
  const schedules = views.map((view) => view.nextChangeAt).filter((at) => at !== null)
  return alarmTime({
    flipAt: nextFlipAt(plan, state.segments),
    scheduleAt: schedules.length > 0 ? Math.min(...schedules) : null,
    hasPages: views.length > 0,
    now: state.now,
  })
}
