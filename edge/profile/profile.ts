import { DurableObject } from 'cloudflare:workers'
import {
  rememberMessage,
  type ErasureReceipt,
  type InteractResponse,
  type ProfileEvent,
  type Receipt,
} from '../../shared/event/index.ts'
import { loadRelease, type LoadedRelease, type Release } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'
import { faultyEnv } from '../faults/faulty-env.ts'
import { faultyStorage } from '../faults/faulty-storage.ts'
import { ProblemError } from '../http/problem-error.ts'
import { inTime } from '../object/in-time.ts'
import { contributionOf } from '../rollup/contribution.ts'
import { rollupObject, shardOf } from '../rollup/shard.ts'
import { currentRelease, releaseByNumber } from '../site/release-cache.ts'
import { logFailure } from '../log-failure.ts'
import { AlarmClock } from './alarm-clock.ts'
import type { Ask } from './ask.ts'
import type { AskedMoment, MomentAnswer } from './asked-moment.ts'
import type { Call, Limited, PartlyRefused, Visit } from './call.ts'
import { dueAt, receiptOf } from './erasure.ts'
import { exportOf } from './export-profile.ts'
import { forgetAt } from './forget-at.ts'
import { KeptProfile } from './kept-profile.ts'
import { LiveSockets } from './live-sockets.ts'
import { momentOf } from './moment.ts'
import { Outbox } from './outbox.ts'
import { reportOf, type ProfileReport } from './profile-report.ts'
import { logReader, type ProfileState } from './profile-state.ts'
import { ProfileStore } from './profile-store.ts'
import { summaryOf } from './profile-summary.ts'
import { timelineOf, type TimelineQuery } from './timeline.ts'
import { isOfErased, refuseErased } from './refuse-erased.ts'
import type { Alarm } from './timers.ts'
import { TokenBucket } from './token-bucket.ts'
import { tryRule, type Trial } from './try-rule.ts'
import { wouldBeIn, type TwoMemberships } from './would-be-in.ts'

/** How long a receiver may take to acknowledge: a rule that flips meanwhile waits for it. */
const LEASE_MS = 3_000

/**
 * One visitor: the unit of truth. Everything the product knows of them is a fold of this object's log, decided here,
 * serially, reading its own writes.
 */
export class Profile extends DurableObject<Env> {
  readonly #site: string
  /** Its name within the site. */
  readonly #key: string
  /** What hashing puts into buckets. */
  readonly #unit: string
  readonly #store = new ProfileStore(
    EDGEWISE_FAULTS ? faultyStorage(this.ctx, 'profile.statement') : this.ctx.storage,
  )
  readonly #bucket = new TokenBucket()
  readonly #sockets = new LiveSockets(this.ctx)
  readonly #rollup = new Outbox(this.#store, 'rollup')
  /** Whether what happens now is told to the rollup at once. */
  #isTelling = false
  readonly #alarm = new AlarmClock(this.#store, [
    { name: 'advance', dueAt: () => this.#kept.advanceAt, run: () => this.#tellNow() },
    {
      name: 'rollup',
      dueAt: () => {
        const since = this.#kept.shards === 0 || this.#isTelling ? null : this.#rollup.pendingSince
        return since === null ? null : since + this.#kept.gatherMs
      },
      run: async () => this.#tellRollup(await this.#kept.currentNumber()),
    },
    {
      name: 'forget',
      dueAt: () => {
        const { oldestAt } = this.#store
        return oldestAt === null ? null : forgetAt(oldestAt, this.#kept.retentionMs)
      },
      run: () => this.#forgetOld(),
    },
    {
      name: 'erasure',
      dueAt: () => dueAt(this.#store.erasure),
      run: () => (this.#store.erasure?.isTold === false ? this.#tellErasure() : this.#store.forgetErasure()),
    },
  ])
  readonly #kept: KeptProfile
  #calls = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, EDGEWISE_FAULTS ? faultyEnv(env, ctx) : env)
    const [site, kind, unit] = (ctx.id.name ?? '').split(':')
    if (!site || !unit) throw new Error('A Profile object has a name of the form <site>:<kind>:<id>')
    this.#site = site
    this.#key = `${kind}:${unit}`
    this.#unit = unit
    this.#kept = new KeptProfile({
      ctx,
      env: this.env,
      site,
      unit,
      store: this.#store,
      sockets: this.#sockets,
      alarm: this.#alarm,
      outbox: this.#rollup,
    })
  }

  /**
   * Takes what a visitor did, a `Visit` and a list of `ProfileEvent`, and answers what they see after it, an
   * `InteractResponse`. Returning means committed. All of it is JSON: the platform's own copying of objects costs more
   * than writing and parsing text, the events' text goes into the log as it is, and the answer to the page.
   */
  async interact(visit: string, events: string): Promise<string | PartlyRefused | Limited> {
    // `as`: the Worker wrote it
    const { anonymousId, ...call } = JSON.parse(visit) as Visit
    return this.#collect(call, events, (state, release, receipts) => {
      const answer: InteractResponse = {
        receipts,
        ...this.#kept.see(state, release, call.ask).state,
        ...(anonymousId !== undefined && { anonymousId }),
      }
      const text = JSON.stringify(answer)
      return this.#store.erasure === null ? text : { text, refused: receipts.filter(isOfErased) }
    })
  }

  /** Takes events and answers only their receipts: what a claimed id may do. Takes a `Call` as JSON. */
  async collect(call: string, events: string): Promise<readonly Receipt[] | Limited> {
    // `as`: the Worker wrote it
    return this.#collect(JSON.parse(call) as Call, events, (_state, _release, receipts) => receipts)
  }

  async #collect<T>(
    call: Call,
    events: string,
    answer: (state: ProfileState, release: LoadedRelease, receipts: readonly Receipt[]) => T,
  ): Promise<T | Limited> {
    const given = parseEvents(events)
    const limited = this.#limit(call, given)
    if (limited !== null) return limited
    return this.#kept.awake(call.release, earliestOf(given), (state, release) => {
      this.#calls += 1
      return answer(state, release, this.#take(state, release, call, given, events))
    })
  }

  #take(
    state: ProfileState,
    release: LoadedRelease,
    call: Call,
    given: readonly ProfileEvent[],
    text: string,
  ): readonly Receipt[] {
    const { erasure, isEmpty } = this.#store
    if (erasure === null) return this.#kept.take(state, release, call, given, text)
    const { events, receipts, ...since } = refuseErased(erasure, {
      events: given,
      quarantined: call.quarantined,
    })
    // What comes late begins no new life
    if (isEmpty && events.length === 0 && receipts.length > 0) return receipts
    const taken = this.#kept.take(state, release, { ...call, ...since }, events, JSON.stringify(events))
    return [...taken, ...receipts]
  }

  #limit({ limit, quarantined }: Call, events: readonly ProfileEvent[]): Limited | null {
    if (limit === undefined) return null
    // A call without events is work, too
    const retryAfterMs = this.#bucket.take(Math.max(1, events.length + quarantined.length), limit, Date.now())
    return retryAfterMs === 0 ? null : { retryAfterMs }
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
    return this.#kept.awake(parsed.release, earliestOf(given), (state, release) => {
      const now = Math.max(Date.now(), state.now)
      const waiting = new Set(this.#store.waiting(now).map(({ messageId }) => messageId))
      const taken = given.filter(({ id }) => waiting.delete(id))
      if (taken.length > 0) {
        this.#kept.change(state, release, () => {
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

  /** All that is known now, a `ProfileReport` as JSON; null where nothing is. Asking for a profile makes none. */
  inspect(): Promise<string | null> {
    return this.#lookAt(null, (state, release) => {
      this.#kept.advance(state, release)
      const { debug } = this.#kept.see(state, release, { debug: true, slots: [] }).state
      const report = reportOf(state, release, this.#store, debug, this.#alarm.setbacks)
      return JSON.stringify({ ...report, calls: this.#calls } satisfies ProfileReport)
    })
  }

  /** What a rule, a `TriedRule` as JSON, would say of this profile: a `Trial` as JSON. Null where nothing ever was. Changes nothing. */
  async try(rule: string): Promise<string | null> {
    const release = this.#store.foldedUnder()
    if (release === null) return null
    return this.#lookAt(release, (state, loaded) =>
      JSON.stringify(tryRule(rule, state, loaded, logReader(state, null, this.#store)) satisfies Trial),
    )
  }

  /** What this profile is in, and would be in under other rules, `UnpublishedRules` as JSON: `TwoMemberships` as JSON. Changes nothing. */
  async wouldBeIn(rules: string): Promise<string | null> {
    const release = this.#store.foldedUnder()
    if (release === null) return null
    return this.#lookAt(release, (state, loaded) => {
      const log = logReader(state, null, this.#store)
      return JSON.stringify(wouldBeIn(rules, state, loaded, log) satisfies TwoMemberships)
    })
  }

  /** What it is at a glance, a `ProfileSummary` as JSON; null where nothing ever was. */
  summary(): Promise<string | null> {
    return this.#lookAt(null, (state, release) => {
      this.#kept.advance(state, release)
      const waiting = this.#store.waiting(state.now)
      return JSON.stringify(summaryOf(this.#key, state, release, this.#store.rowsAfter(0), waiting))
    })
  }

  /** A piece of its life, a `Timeline` as JSON, newest event first; null where nothing ever was. */
  timeline(query: TimelineQuery): string | null {
    return this.#store.isEmpty ? null : JSON.stringify(timelineOf(this.#store.rowsAfter(0), query))
  }

  /** What it was, is or will be at an instant, a `ProfileMoment` as JSON. Nothing of it changes. */
  async momentAt(asked: AskedMoment): Promise<MomentAnswer> {
    if (this.#store.isEmpty) return { type: 'nothing' }
    const release = await this.#releaseOf(asked)
    // By the release that it was folded under: being looked at upgrades nothing
    const answer = await this.#lookAt(0, (state, own): MomentAnswer => {
      const now = Math.max(Date.now(), state.now)
      const at = asked.at ?? now
      const beginsAt = Math.max(state.bornAt, state.logStartsAt ?? -Infinity)
      if (at < beginsAt) return { type: 'before', beginsAt, isForgotten: beginsAt !== state.bornAt }
      const instant = { at, now, page: asked.page }
      const rows = this.#store.rowsAfter(0)
      return {
        type: 'moment',
        moment: JSON.stringify(momentOf(state, own, release, rows, this.#unit, instant)),
      }
    })
    return answer ?? { type: 'nothing' }
  }

  /** What is to decide. */
  async #releaseOf({ at, release }: AskedMoment): Promise<LoadedRelease> {
    // `as`: the Worker compiled it
    if (release.type === 'document') return loadRelease(JSON.parse(release.release) as Release)
    const isThen = release.type === 'then' && at !== null
    const known = isThen ? this.#store.rowsAfter(0).findLast(({ receivedAt }) => receivedAt <= at) : undefined
    return releaseByNumber(this.env, this.#site, Math.max(release.number, known?.release ?? 0))
  }

  /** Everything that is held, as NDJSON; null where nothing is. */
  export(): Promise<ReadableStream<Uint8Array> | null> {
    return this.#lookAt(null, (state, release) => {
      this.#kept.advance(state, release)
      return exportOf(state, release, this.#store)
    })
  }

  /**
   * Erases all there is, physically, and closes the open pages' sockets. What remains for a while is a random number and the
   * time, so that nothing of before is taken again. Null where there is nothing to erase; asked again, the same receipt.
   */
  async erase(): Promise<ErasureReceipt | null> {
    if (!this.#store.isEmpty || (await this.#isOnlyInSums())) {
      this.#store.erase({ id: crypto.randomUUID(), at: Date.now(), isTold: false })
      this.#kept.drop()
      this.#sockets.closeAll('erased')
    }
    await this.#alarm.arm()
    try {
      await this.#tellErasure()
    } catch (error) {
      logFailure('the sums were not told of an erasure, and will be', error)
    }
    return this.#store.erasure && receiptOf(this.#store.erasure)
  }

  async #tellErasure(): Promise<void> {
    const { erasure } = this.#store
    if (erasure === null || erasure.isTold) return
    await this.#askShard(await this.#shards(), (shard) => shard.erase(this.#key, erasure.at))
    // Another may have been asked for meanwhile
    if (this.#store.erasure?.id === erasure.id) this.#store.toldErasure(erasure)
  }

  /**
   * Whether the sums know a profile of which nothing is left here, not even that it was erased: emptying an object is not
   * of one piece with the note of it, and a process may end in between.
   */
  async #isOnlyInSums(): Promise<boolean> {
    if (this.#store.erasure !== null) return false
    return (await this.#askShard(await this.#shards(), (shard) => shard.knows(this.#key))) === true
  }

  async #shards(): Promise<number> {
    const release = await currentRelease(this.env, this.#site, (promise) => this.ctx.waitUntil(promise))
    return release?.rollupShards ?? 0
  }

  /** Opens a live socket. The Worker has verified the visitor's id, and passes what its page asks for. */
  override async fetch(request: Request): Promise<Response> {
    // `as`: live-route.ts wrote it
    const ask = JSON.parse(decodeURIComponent(request.headers.get('x-edgewise-ask') ?? '')) as Ask
    const response = await this.#lookAt(null, (state, release) => {
      const accepted = this.#accept(ask)
      this.#kept.advance(state, release)
      return accepted
    })
    return response ?? this.#accept(ask)
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

  /** Does what time has made due, and arms for what it will. */
  override async alarm(alarm: Alarm = { retryCount: 0, scheduledTime: Date.now() }): Promise<void> {
    this.#kept.lookAgain()
    await this.#alarm.ring(alarm)
  }

  async #tellNow(): Promise<void> {
    await this.#lookAt(null, (state, release) => this.#kept.advance(state, release))
  }

  /** Comes up to a release, and tells the rollup; false where nothing ever was. This is how a sweep visits it. */
  async comeUpToDate(releaseNumber: number): Promise<boolean> {
    if (this.#store.isEmpty) return false
    try {
      await this.#tellRollup(releaseNumber)
    } finally {
      await this.#alarm.arm()
    }
    return true
  }

  /** Tells the rollup what this profile contributes. A call may come meanwhile: what it brings is told the next time. */
  async #tellRollup(releaseNumber: number): Promise<void> {
    const { erasure } = this.#store
    const news = await this.#lookAt(releaseNumber, (state, release) => {
      // No alarm is needed for what is told right away
      this.#isTelling = true
      try {
        this.#kept.advance(state, release)
      } finally {
        this.#isTelling = false
      }
      const isOpen = this.#sockets.open().length > 0
      const contribution = JSON.stringify(contributionOf(state, release, isOpen))
      return { seq: state.seq, shards: release.rollupShards, contribution }
    })
    if (news === null || news.shards === 0) return
    await this.#askShard(news.shards, (shard) => shard.take(this.#key, news.contribution))
    // The mark of a life that was erased meanwhile says nothing of the next
    if (this.#store.erasure?.id === erasure?.id) this.#rollup.acknowledge(news.seq)
  }

  /** Speaks with the shard of the site's sums that this profile belongs to; null where the site has none. */
  async #askShard<T>(
    shards: number,
    ask: (shard: ReturnType<typeof rollupObject>) => Promise<T>,
  ): Promise<T | null> {
    if (shards === 0) return null
    return inTime(ask(rollupObject(this.env, this.#site, shards, shardOf(this.#key, shards))), LEASE_MS)
  }

  /** Lets go of what the site does not want to be kept any longer. */
  async #forgetOld(): Promise<void> {
    await this.#lookAt(null, (state, release) => this.#kept.forgetOld(state, release))
  }

  /** Runs `act` on a profile that there is. Looking begins none, also where it is erased while this waits. */
  async #lookAt<T>(
    releaseNumber: number | null,
    act: (state: ProfileState, release: LoadedRelease) => T,
  ): Promise<T | null> {
    if (this.#store.isEmpty) return null
    const number = releaseNumber ?? (await this.#kept.currentNumber())
    return this.#kept.awake(number, Infinity, (state, release) =>
      this.#store.isEmpty ? null : act(state, release),
    )
  }
}

function parseEvents(text: string): readonly ProfileEvent[] {
  // `as`: the Worker wrote it
  return JSON.parse(text) as ProfileEvent[]
}

function earliestOf(events: readonly ProfileEvent[]): number {
  return events.reduce((earliest, { at }) => Math.min(earliest, at), Infinity)
}
