import { DurableObject } from 'cloudflare:workers'
import {
  rememberMessage,
  type InteractResponse,
  type ProfileEvent,
  type Receipt,
} from '../../shared/event/index.ts'
import { retentionMsOf, type LoadedRelease } from '../../shared/release/index.ts'
import {
  advance,
  computedTraits,
  memberships,
  nextFlipAt,
  prepareToForget,
  sessionOf,
  traits,
  upgradeState,
} from '../../shared/segment/index.ts'
import { isLocal, type Env } from '../env.ts'
import { comeBy } from '../faults.ts'
import { ProblemError } from '../http/problem-error.ts'
import { contributionOf } from '../rollup/contribution.ts'
import { rollupObject, shardOf } from '../rollup/shard.ts'
import { currentRelease, releaseByNumber } from '../site/release-cache.ts'
import { alarmTime } from './alarm-time.ts'
import type { Ask } from './ask.ts'
import type { Call, Limited, Visit } from './call.ts'
import { changedFacts } from './changed-facts.ts'
import { inTime } from '../object/in-time.ts'
import { LiveSockets, type PageView } from './live-sockets.ts'
import { mayPersonalize } from './may-personalize.ts'
import { forgetAt } from './forget-at.ts'
import { hasNews, type LogRow } from './log-row.ts'
import { Outbox } from './outbox.ts'
import type { ProfileReport } from './profile-report.ts'
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
import { ProfileStore, type Change } from './profile-store.ts'
import { takeMessages } from './take-messages.ts'
import { Timers, type Alarm, type Work } from './timers.ts'
import { TokenBucket } from './token-bucket.ts'
import { viewOf, type View } from './visitor-state.ts'

/** How long a receiver may take to acknowledge: a rule that flips meanwhile waits for it. */
const LEASE_MS = 3_000
const NONE: ReadonlySet<string> = new Set()

/** What a change brings: the row without what every row has, and what is written beside it. */
interface News extends Pick<Change, 'quarantine' | 'eventsText'> {
  readonly row: Omit<LogRow, 'seq' | 'release'>
}

/**
 * One visitor: the unit of truth. Everything the product knows of them is a fold of this object's log, decided here,
 * serially, reading its own writes.
 */
export class Profile extends DurableObject<Env> {
  readonly #store = new ProfileStore(this.ctx.storage)
  readonly #bucket = new TokenBucket()
  readonly #sockets = new LiveSockets(this.ctx)
  readonly #site: string
  /** Its name within the site. */
  readonly #key: string
  readonly #unit: string
  #state: ProfileState | null = null
  /** Whether a read let time pass in memory that no row of the log tells of. */
  #isAhead = false
  /** When the alarm is set for; undefined: not read yet. */
  #alarmAt: number | null | undefined
  /** Whether the alarm is at work. */
  #isRinging = false
  /** When time will next change what the visitor is or sees; null: never, undefined: to be found out. */
  #advanceAt: number | null | undefined
  /** How many rollup shards the site has, and how long news is gathered for them; undefined: not known yet. */
  #shards: number | undefined
  #gatherMs = 0
  #retentionMs = retentionMsOf({})
  /** Whether what happens now is told at once. */
  #isTelling = false
  readonly #rollup = new Outbox(this.#store, 'rollup')
  readonly #timers = new Timers(this.#store)
  readonly #work: readonly Work[] = [
    {
      name: 'advance',
      dueAt: () => (this.#advanceAt !== undefined ? this.#advanceAt : this.#store.isEmpty ? null : 0),
      run: () => this.#tellNow(),
    },
    {
      name: 'rollup',
      dueAt: () => {
        const since = this.#shards === 0 || this.#isTelling ? null : this.#rollup.pendingSince
        return since === null ? null : since + this.#gatherMs
      },
      run: async () => this.#tellRollup(await this.#currentNumber()),
    },
    {
      name: 'forget',
      dueAt: () => {
        const { oldestAt } = this.#store
        return oldestAt === null ? null : forgetAt(oldestAt, this.#retentionMs)
      },
      run: async () => this.#forgetOld(await this.#currentNumber()),
    },
  ]
  #calls = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const [site, kind, unit] = (ctx.id.name ?? '').split(':')
    if (!site || !unit) throw new Error('A Profile object has a name of the form <site>:<kind>:<id>')
    this.#site = site
    this.#key = `${kind}:${unit}`
    this.#unit = unit
  }

  /**
   * Takes what a visitor did, a `Visit` and a list of `ProfileEvent`, and answers what they see after it, an
   * `InteractResponse`. Returning means committed. All of it is JSON: the platform's own copying of objects costs more
   * than writing and parsing text, the events' text goes into the log as it is, and the answer to the page.
   */
  async interact(visit: string, events: string): Promise<string | Limited> {
    // `as`: the Worker wrote it
    const { ask, anonymousId, ...call } = JSON.parse(visit) as Visit
    const given = parseEvents(events)
    const limited = this.#limit(call, given)
    if (limited !== null) return limited
    return this.#awake(call.release, earliestOf(given), (state, release) => {
      const receipts = this.#take(state, release, call, given, events)
      const answer: InteractResponse = {
        receipts,
        ...this.#see(state, release, ask).state,
        ...(anonymousId !== undefined && { anonymousId }),
      }
      return JSON.stringify(answer)
    })
  }

  /** Takes events and answers only their receipts: what a claimed id may do. Takes a `Call` as JSON. */
  async collect(call: string, events: string): Promise<readonly Receipt[] | Limited> {
    // `as`: the Worker wrote it
    const parsed = JSON.parse(call) as Call
    const given = parseEvents(events)
    const limited = this.#limit(parsed, given)
    if (limited !== null) return limited
    return this.#awake(parsed.release, earliestOf(given), (state, release) =>
      this.#take(state, release, parsed, given, events),
    )
  }

  /** What was set aside and may still be taken, as JSON: a list of `WaitingEvent`. */
  waiting(): string {
    return JSON.stringify(this.#store.waiting(Date.now()))
  }

  /**
   * Takes events that were set aside, corrected or not, and answers their receipts: a duplicate where one does not wait
   * any more. Takes a `Call` and a list of `ProfileEvent` as JSON.
   */
  async replay(call: string, events: string): Promise<readonly Receipt[]> {
    // `as`: the Worker wrote it
    const parsed = JSON.parse(call) as Call
    const given = parseEvents(events)
    return this.#awake(parsed.release, earliestOf(given), (state, release) => {
      const now = Math.max(Date.now(), state.now)
      const waiting = new Set(this.#store.waiting(now).map(({ messageId }) => messageId))
      const taken = given.filter(({ id }) => waiting.delete(id))
      if (taken.length > 0) {
        this.#change(state, release, () => {
          // It was, when it was set aside; but what is remembered is forgotten in time
          for (const { id, at } of taken) rememberMessage(state.dedupe, id, now, at)
          const remove = new Set(taken.map(({ id }) => id))
          const row = { events: taken, replayed: taken.length, receivedAt: now }
          return { row, quarantine: { add: [], remove }, eventsText: null }
        })
      }
      return given.map((event) => ({
        messageId: event.id,
        status: taken.includes(event) ? 'accepted' : 'duplicate',
      }))
    })
  }

  #limit({ limit, quarantined }: Call, events: readonly ProfileEvent[]): Limited | null {
    if (limit === undefined) return null
    // A call without events is work, too
    const retryAfterMs = this.#bucket.take(Math.max(1, events.length + quarantined.length), limit, Date.now())
    return retryAfterMs === 0 ? null : { retryAfterMs }
  }

  /** All that is known now, a `ProfileReport` as JSON; null where nothing ever was. Asking for a profile makes none. */
  async inspect(): Promise<string | null> {
    if (this.#store.isEmpty) return null
    return this.#awake(await this.#currentNumber(), Infinity, (state, release) => {
      this.#advance(state, release)
      return JSON.stringify(this.#report(state, release))
    })
  }

  #report(state: ProfileState, release: LoadedRelease): ProfileReport {
    const { plan, segmentIds } = release
    const seen = this.#see(state, release, { debug: true, slots: [] }).state
    return {
      now: new Date(state.now).toISOString(),
      version: state.seq,
      release: state.release,
      bornAt: new Date(state.bornAt).toISOString(),
      logStartsAt: state.logStartsAt === null ? null : new Date(state.logStartsAt).toISOString(),
      segments: [...memberships(plan, state.segments)].filter((id) => segmentIds.has(id)),
      explain: seen.debug?.segments ?? [],
      traits: traits(state.segments),
      computed: computedTraits(plan, state.segments),
      session: sessionOf(state.segments),
      facts: state.segments.facts,
      counts: state.counts,
      events: this.#store.events(-Infinity, Infinity, state.seq),
      quarantined: this.#store.waiting(state.now),
      nextFlipAt: seen.debug?.nextFlipAt ?? null,
      setbacks: this.#timers.setbacks.map(({ notBefore, ...setback }) => ({
        ...setback,
        notBefore: new Date(notBefore).toISOString(),
      })),
      rowsWritten: this.#store.rowsWritten,
      calls: this.#calls,
    }
  }

  /** Opens a live socket. The Worker has verified the visitor's id, and passes what its page asks for. */
  override async fetch(request: Request): Promise<Response> {
    // `as`: live-route.ts wrote it
    const ask = JSON.parse(decodeURIComponent(request.headers.get('x-edgewise-ask') ?? '')) as Ask
    if (this.#store.isEmpty) return this.#accept(ask)
    return this.#awake(await this.#currentNumber(), Infinity, (state, release) => {
      const response = this.#accept(ask)
      this.#advance(state, release)
      return response
    })
  }

  #accept(ask: Ask): Response {
    const detail = 'The address and the slots are longer than a socket remembers. Ask for fewer slots.'
    return this.#sockets.accept(ask) ?? new ProblemError('invalid-live-request', { detail }).getResponse()
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (this.#sockets.turnPage(socket, message)) await this.#tellNow()
    else socket.close(1008, 'not a message of ours')
  }

  /** Completes the closing handshake; without an answer a browser waits for it for seconds. */
  override webSocketClose(socket: WebSocket): void {
    socket.close()
  }

  /** Does what time has made due, and arms for what it will. Never throws: the platform retries six times, then never. */
  override async alarm(alarm: Alarm = { retryCount: 0, scheduledTime: Date.now() }): Promise<void> {
    this.#alarmAt = null
    // Awake anyway, it may as well look
    this.#advanceAt = undefined
    // Whatever is done until then, it is armed once; if it dies before, the platform rings again
    this.#isRinging = true
    await this.#timers.run(this.#work, alarm)
    this.#isRinging = false
    await this.#arm()
  }

  async #tellNow(): Promise<void> {
    if (this.#store.isEmpty) return
    await this.#awake(await this.#currentNumber(), Infinity, (state, release) =>
      this.#advance(state, release),
    )
  }

  /** Comes up to a release, and tells the rollup; false where nothing ever was. This is how a sweep visits it. */
  async comeUpToDate(releaseNumber: number): Promise<boolean> {
    if (this.#store.isEmpty) return false
    try {
      await this.#tellRollup(releaseNumber)
    } finally {
      await this.#arm()
    }
    return true
  }

  /** Tells the rollup what this profile contributes. A call may come meanwhile: what it brings is told the next time. */
  async #tellRollup(releaseNumber: number): Promise<void> {
    const news = await this.#awake(releaseNumber, Infinity, (state, release) => {
      // No alarm is needed for what is told right away
      this.#isTelling = true
      try {
        this.#advance(state, release)
      } finally {
        this.#isTelling = false
      }
      const contribution = JSON.stringify(contributionOf(state, release))
      return { seq: state.seq, shards: release.rollupShards, contribution }
    })
    if (news.shards === 0) return
    const shard = rollupObject(this.env, this.#site, news.shards, shardOf(this.#key, news.shards))
    if (EDGEWISE_FAULTS) comeBy('profile.before-telling', this.ctx)
    await inTime(shard.take(this.#key, news.contribution), LEASE_MS)
    if (EDGEWISE_FAULTS) comeBy('profile.before-acknowledging', this.ctx)
    this.#rollup.acknowledge(news.seq)
  }

  async #currentNumber(): Promise<number> {
    const current = await currentRelease(this.env, this.#site, (promise) => this.ctx.waitUntil(promise))
    if (current === null) throw new Error(`Site ${this.#site} has a profile and no release`)
    return current.number
  }

  /**
   * Runs `act` on the state, under the newest release that anybody named. The state comes from memory, or from the
   * checkpoint and the rows after it. `act` is synchronous: nothing can come between what it reads and what it writes.
   *
   * @param earliest The time of the first event that `act` will fold.
   */
  async #awake<T>(
    releaseNumber: number,
    earliest: number,
    act: (state: ProfileState, release: LoadedRelease) => T,
  ): Promise<T> {
    if (this.#alarmAt === undefined) {
      const at = await this.ctx.storage.getAlarm()
      // Another call may have armed it meanwhile
      if (this.#alarmAt === undefined) this.#alarmAt = at
    }
    for (;;) {
      if (this.#state === null) await this.#load(releaseNumber)
      const number = Math.max(releaseNumber, this.#state?.release ?? 0)
      const release = await releaseByNumber(this.env, this.#site, number)
      const state = this.#state
      // While this call waited, another may have lost the state, or moved it on to a newer release
      if (state === null || state.release > release.number) continue
      if (this.#isAhead && earliest < state.now) {
        // Memory took the event for a late one, and a replay for one in time: only what the log knows counts
        this.#state = null
        continue
      }
      this.#shards = release.rollupShards
      this.#gatherMs = release.rollupEveryMs
      this.#retentionMs = retentionMsOf(release.site)
      if (state.release < release.number) {
        const old = await releaseByNumber(this.env, this.#site, state.release)
        if (state !== this.#state || state.release !== old.number) continue
        this.#upgrade(state, old, release)
      }
      return act(state, release)
    }
  }

  async #load(releaseNumber: number): Promise<void> {
    const number = this.#store.foldedUnder() ?? releaseNumber
    const release = await releaseByNumber(this.env, this.#site, number)
    // Another call may have been here while this one waited: it has the truth, or the log has moved on
    if (this.#state !== null || (this.#store.foldedUnder() ?? releaseNumber) !== number) return
    const fresh = createProfileState(release, Date.now())
    const checkpoint = this.#store.readCheckpoint()
    const state = hasFormOf(checkpoint, fresh) ? checkpoint : fresh
    const rows = this.#store.rowsAfter(state.seq)
    for (const row of rows) replayRow(state, row, release, this.#store)
    this.#state = state
    this.#isAhead = false
  }

  #take(
    state: ProfileState,
    release: LoadedRelease,
    call: Call,
    events: readonly ProfileEvent[],
    eventsText: string,
  ): readonly Receipt[] {
    this.#calls += 1
    const now = Math.max(Date.now(), state.now)
    let receipts: readonly Receipt[] = []
    this.#change(state, release, () => {
      const taken = takeMessages(state.dedupe, events, call.quarantined, now)
      receipts = taken.receipts
      // Rules that draw a share of the visitors draw by the unit; what else is known of the identity stays beside it
      const identity = { ...state.segments.facts.identity, ...call.facts.identity, unit: this.#unit }
      const facts = changedFacts(state.segments.facts, { ...call.facts, identity })
      const row = { ...taken.row, ...facts, receivedAt: now }
      const quarantine = taken.quarantined.length > 0 && { add: taken.quarantined, remove: NONE }
      return { row, ...(quarantine && { quarantine }), eventsText: taken.isWhole ? eventsText : null }
    })
    return receipts
  }

  /** Brings the profile to now, and tells the open pages what that changed for them. */
  #advance(state: ProfileState, release: LoadedRelease): void {
    const now = Math.max(Date.now(), state.now)
    this.#change(state, release, () => ({ row: { events: [], receivedAt: now }, eventsText: null }))
  }

  /**
   * The one place where a profile changes: fold, log, checkpoint and alarm in one transaction, or not at all. What was
   * committed is then told to the open pages.
   */
  #change(state: ProfileState, release: LoadedRelease, describe: () => News): void {
    this.#orForget(() => {
      const { row: news, ...beside } = describe()
      const row: LogRow = { ...news, seq: state.seq + 1, release: release.number }
      const transitions = foldRow(state, row, release, this.#store)
      const isWorthARow = transitions.length > 0 || hasNews(row)
      if (isWorthARow) {
        countRow(state, row)
        this.#rollup.writes(row.receivedAt)
        if (hasNews(row)) this.#store.tells(row.receivedAt)
      }
      const personalize = mayPersonalize(state.segments.facts)
      const views = this.#sockets.look((ask) => this.#see(state, release, { ...ask, personalize }))
      this.#advanceAt = this.#nextChangeAt(state, release, views)
      if (EDGEWISE_FAULTS) comeBy('profile.before-commit', this.ctx)
      this.#write(state, release, {
        row: isWorthARow ? row : null,
        ...beside,
        alarmAt: this.#alarmToSet(state.now),
      })
      if (EDGEWISE_FAULTS) comeBy('profile.after-commit', this.ctx)
      this.#isAhead = !isWorthARow
      // Only what is committed is told
      this.#sockets.tell(views)
    })
    // It went well here, whatever became of it at the alarm
    if (!this.#isRinging && this.#timers.done('advance')) void this.#arm()
  }

  /** Moves the profile to a newer release: rules that stayed keep their state, new ones are built from the log. */
  #upgrade(state: ProfileState, old: LoadedRelease, release: LoadedRelease): void {
    const now = Math.max(Date.now(), state.now)
    this.#orForget(() => {
      const log = logReader(state, null, this.#store)
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
  async #forgetOld(releaseNumber: number): Promise<void> {
    await this.#awake(releaseNumber, Infinity, (state, release) => {
      this.#advance(state, release)
      this.#orForget(() => this.#keepWhole(state, release))
    })
  }

  /** Keeps the state as it is now. The row says up to when time has passed in it. */
  #keepWhole(state: ProfileState, release: LoadedRelease): void {
    const row: LogRow = { seq: state.seq + 1, receivedAt: state.now, release: release.number, events: [] }
    countRow(state, row)
    this.#rollup.writes(row.receivedAt)
    this.#write(state, release, { row, eventsText: null, alarmAt: null }, true)
    this.#isAhead = false
  }

  #write(
    state: ProfileState,
    { plan }: LoadedRelease,
    change: Omit<Change, 'checkpoint'>,
    mustCheckpoint = false,
  ): void {
    const isDue = mustCheckpoint || state.seq - state.checkpointSeq >= ROWS_BETWEEN_CHECKPOINTS
    const forgetUntil = state.now - this.#retentionMs
    if (isDue) {
      const { oldestAt } = this.#store
      if (oldestAt !== null && oldestAt <= forgetUntil) {
        prepareToForget(plan, state.segments)
        state.logStartsAt = forgetUntil
      }
      prepareCheckpoint(state)
    }
    this.#store.write({ ...change, checkpoint: isDue ? { state, forgetUntil } : null })
    if (change.alarmAt !== null) this.#alarmAt = change.alarmAt
  }

  /** What was rolled back on disk must not live on in memory. */
  #orForget<T>(change: () => T): T {
    try {
      return change()
    } catch (error) {
      this.#state = null
      this.#alarmAt = undefined
      this.#advanceAt = undefined
      this.#rollup.recall()
      this.#store.recall()
      throw error
    }
  }

  #nextChangeAt(state: ProfileState, { plan }: LoadedRelease, views: readonly PageView[]): number | null {
    const schedules = views.map(({ nextChangeAt }) => nextChangeAt).filter((at) => at !== null)
    return alarmTime({
      flipAt: nextFlipAt(plan, state.segments),
      scheduleAt: schedules.length > 0 ? Math.min(...schedules) : null,
      hasPages: views.length > 0,
      now: state.now,
    })
  }

  /** What the alarm is to be set to; null: it can stay as it is. */
  #alarmToSet(now: number): number | null {
    if (this.#isRinging) return null
    const dueAt = this.#timers.nextAt(this.#work)
    if (dueAt === null) return null
    const at = Math.max(dueAt, now + 1)
    // An alarm that comes too early finds nothing to do and arms again: cheaper than a row at every call
    return this.#alarmAt != null && this.#alarmAt <= at ? null : at
  }

  async #arm(): Promise<void> {
    const at = this.#alarmToSet(Date.now())
    if (at === null) return
    await this.#store.setAlarm(at)
    this.#alarmAt = at
  }

  #see(state: ProfileState, release: LoadedRelease, ask: Ask): View {
    const log = logReader(state, null, this.#store)
    return viewOf(state, release, ask, this.#unit, isLocal(this.env), log)
  }
}

function parseEvents(text: string): readonly ProfileEvent[] {
  // `as`: the Worker wrote it
  return JSON.parse(text) as ProfileEvent[]
}

function earliestOf(events: readonly ProfileEvent[]): number {
  return events.reduce((earliest, { at }) => Math.min(earliest, at), Infinity)
}
