import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import { comeBy } from '../faults/come-by.ts'
import { faultyEnv } from '../faults/faulty-env.ts'
import { faultyStorage } from '../faults/faulty-storage.ts'
import { inTime } from '../object/in-time.ts'
import { layoutOf, migrate } from '../object/layout.ts'
import { profileObject } from '../profile/profile-object.ts'
import type { Contribution } from './contribution.ts'
import { addIntake, intakeSince, type IntakeTotals } from './intake-totals.ts'
import { LAYOUTS } from './layouts.ts'
import { isAskedFor, toIndexed, type IndexedProfile, type ProfileQuery } from './profile-query.ts'
import { MAX_SEEN_PATHS, MAX_SEEN_SLOTS, type SeenSlotRows } from './seen-slots.ts'
import { unitOf } from './shard.ts'
import type { RecentPlace } from './recent-cursor.ts'
import { pauseAfterPass, VISITS, VISITS_EVERY_MS, type SweepGoal, type SweepProgress } from './sweep.ts'
import { DAYS_KEPT, movesBetween, type Move } from './moves.ts'
import { MAX_OBSERVED_EVENTS, type ObservedRows } from './observed-catalogue.ts'
import { addContribution, createTotals, type Totals } from './totals.ts'
import { dayOf } from '../../shared/segment/window/day-of.ts'
import { logFailure } from '../log-failure.ts'
import { createForecast, type ForecastCounts } from '../../shared/experience/forecast/forecast.ts'
import type { ForecastPlan } from '../../shared/experience/forecast/forecast-plan.ts'
import { addProfile, createOverlap, type Overlap } from '../../shared/segment/overlap/index.ts'

/** The most properties and traits that a shard tells of. */
const MAX_OBSERVED_ROWS = 5_000

type Row = Record<string, SqlStorageValue>

/** How long it is remembered that a profile was erased: longer than what it said before can be under way. */
const ERASED_MS = 86_400_000

/** Who was there so lately is there now. */
const NOW_MS = 300_000

/** Whose page was open so lately has it open still, as far as a shard can know. */
const OPEN_MS = 3_600_000

/** How long a profile may take to come up to date. */
const VISIT_LIMIT_MS = 10_000

/**
 * A share of a site's profiles: what each contributes to the site's sums, one row a profile, and in memory the sums. They
 * follow from the rows, so nothing has to be kept of them.
 */
export class Rollup extends DurableObject<Env> {
  readonly #site: string
  readonly #sql: SqlStorage
  #isEmpty: boolean
  /** Null: to be added up again. */
  #totals: Totals | null = null
  #intake: IntakeTotals | null = null
  /** Who was there lately, and when; as old as the sums. */
  readonly #seen = new Map<string, number>()
  /** How far the present pass of a sweep has come, and which it is. Forgotten, it begins again where something is left. */
  #sweptTo = ''
  #pass = 0
  /** The newest release that a profile spoke of. */
  #heardOf = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, EDGEWISE_FAULTS ? faultyEnv(env, ctx) : env)
    this.#site = (ctx.id.name ?? '').split(':')[0] ?? ''
    this.#sql = (EDGEWISE_FAULTS ? faultyStorage(ctx, 'rollup.statement') : ctx.storage).sql
    const layout = layoutOf(this.#sql)
    this.#isEmpty = layout === 0
    if (layout > 0) ctx.storage.transactionSync(() => migrate(this.#sql, LAYOUTS))
  }

  /** Takes what a profile contributes now, a `Contribution` as JSON; one that is not newer than what is known changes nothing. */
  async take(key: string, text: string): Promise<void> {
    const contribution = parse(text)
    const known = this.#contributionOf(key)
    if (known !== null && known.version >= contribution.version) return
    if (contribution.bornAt <= this.#erasedAt(key)) return
    this.#begin()
    try {
      if (EDGEWISE_FAULTS) comeBy('rollup.before-commit', this.ctx)
      this.ctx.storage.transactionSync(() => this.#keep(key, text, contribution, known))
      if (EDGEWISE_FAULTS) comeBy('rollup.after-commit', this.ctx)
      this.#count(known, contribution)
      this.#see(key, contribution)
    } catch (error) {
      // The row may be there, and its sums not
      this.#totals = null
      this.#intake = null
      throw error
    }
    await this.#hearOf(contribution)
  }

  #keep(key: string, text: string, contribution: Contribution, known: Contribution | null): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO profiles (key, version, segments_hash, contribution) VALUES (?, ?, ?, ?)',
      key,
      contribution.version,
      contribution.segmentsHash,
      text,
    )
    this.#keepMoves(known, contribution)
  }

  #keepMoves(before: Contribution | null, after: Contribution): void {
    const moves = movesBetween(before, after)
    if (moves.length === 0) return
    this.#sql.exec('DELETE FROM moves WHERE day <= ?', dayOf(after.at, after.timezone) - DAYS_KEPT)
    this.#sql.exec(
      `INSERT INTO moves (day, segment, entered, left)
       SELECT value ->> 'day', value ->> 'segment', value ->> 'entered', value ->> 'left' FROM json_each(?) WHERE true
       ON CONFLICT DO UPDATE SET entered = entered + excluded.entered, left = left + excluded.left`,
      JSON.stringify(moves),
    )
  }

  /** Whether a profile has contributed anything. */
  knows(key: string): boolean {
    return this.#contributionOf(key) !== null
  }

  /** Lets go of what an erased profile contributed. What it had said before, and comes later, is not taken any more. */
  erase(key: string, erasedAt: number): void {
    this.#begin()
    const known = this.#contributionOf(key)
    // Told twice, it may have begun anew in between
    const erased = known !== null && known.bornAt <= erasedAt ? known : null
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec('DELETE FROM erased WHERE at < ?', Date.now() - ERASED_MS)
      this.#sql.exec('INSERT OR REPLACE INTO erased (key, at) VALUES (?, ?)', key, erasedAt)
      if (erased === null) return
      this.#keepMoves(erased, { ...erased, segments: [], at: erasedAt })
      this.#sql.exec('DELETE FROM profiles WHERE key = ?', key)
    })
    this.#count(erased, null)
    if (erased !== null) this.#seen.delete(key)
  }

  #erasedAt(key: string): number {
    if (this.#isEmpty) return -Infinity
    const rows = this.#sql.exec<{ at: number }>('SELECT at FROM erased WHERE key = ?', key).toArray()
    return rows[0]?.at ?? -Infinity
  }

  /** Makes the tables, where there are none yet. */
  #begin(): void {
    if (this.#isEmpty) this.ctx.storage.transactionSync(() => migrate(this.#sql, LAYOUTS))
    this.#isEmpty = false
  }

  /** The word of a publish may have been lost: its first visitor brings it. */
  async #hearOf({ release, segmentsHash }: Contribution): Promise<void> {
    if (release <= Math.max(this.#heardOf, this.#goal?.release ?? 0)) return
    this.#heardOf = release
    const goal = { release, segmentsHash }
    if (this.#behind(goal, '').length > 0) await this.sweep(goal)
  }

  /** The sums over this shard's profiles. */
  totals(): Totals {
    if (this.#totals === null) {
      const totals = createTotals()
      this.#seen.clear()
      for (const { key, contribution: text } of this.#after('')) {
        const contribution = parse(text)
        addContribution(totals, contribution, 1)
        this.#see(key, contribution)
      }
      this.#totals = totals
    }
    return this.#totals
  }

  /** What came to this shard's profiles, from a day on. */
  intake(since: number): IntakeTotals {
    if (this.#intake === null) {
      const intake: IntakeTotals = new Map()
      for (const { contribution } of this.#after('')) addIntake(intake, parse(contribution).intake, 1)
      this.#intake = intake
    }
    return intakeSince(this.#intake, since)
  }

  /** How many profiles were there in the last five minutes, as far as they have told of it. */
  visitorsNow(): number {
    this.totals()
    const since = Date.now() - NOW_MS
    for (const [key, seenAt] of this.#seen) if (seenAt < since) this.#seen.delete(key)
    return this.#seen.size
  }

  #see(key: string, { seenAt }: Contribution): void {
    if (seenAt >= Date.now() - NOW_MS) this.#seen.set(key, seenAt)
  }

  /** The profiles of this shard that are asked for, in the order that is asked for: `IndexedProfile`s as JSON. */
  profiles(query: ProfileQuery): string {
    const found: IndexedProfile[] = []
    const rows = query.recentAfter === undefined ? this.#after(query.after) : this.#recent(query.recentAfter)
    for (const { key, contribution } of rows) {
      const profile = parse(contribution)
      if (!isAskedFor(query, key, profile)) continue
      found.push(toIndexed(key, profile))
      if (found.length >= query.limit) break
    }
    return JSON.stringify(found)
  }

  /** Who entered and who left which segment, from a day on. */
  moves(since: number): Move[] {
    if (this.#isEmpty) return []
    return this.#sql
      .exec<Move>('SELECT day, segment, entered, left FROM moves WHERE day >= ?', since)
      .toArray()
  }

  /** How many of this shard's profiles are in which of some segments, and in which two of them. */
  overlap(segments: readonly string[]): Overlap {
    const overlap = createOverlap()
    if (this.#isEmpty) return overlap
    const wanted = new Set(segments)
    const rows = this.#sql.exec<{ segments: string }>(
      "SELECT contribution -> '$.segments' AS segments FROM profiles",
    )
    for (const row of rows) {
      // `as`: contributionOf made it
      const memberOf = JSON.parse(row.segments) as string[]
      addProfile(
        overlap,
        memberOf.filter((id) => wanted.has(id)),
      )
    }
    return overlap
  }

  /** What this shard's profiles have sent: which events, with what, and which traits. */
  observed(): ObservedRows {
    if (this.#isEmpty) return { events: [], properties: [], traits: [] }
    const events = this.#sql.exec<ObservedRows['events'][number] & Row>(
      `SELECT event.key AS name, sum(event.value ->> 'count') AS count, count(*) AS profiles,
         min(event.value ->> 'firstAt') AS firstAt, max(event.value ->> 'lastAt') AS lastAt
       FROM profiles, json_each(contribution, '$.observed') AS event GROUP BY 1 ORDER BY 2 DESC LIMIT ?`,
      MAX_OBSERVED_EVENTS,
    )
    const properties = this.#sql.exec<ObservedRows['properties'][number] & Row>(
      `SELECT event.key AS event, property.key AS name, property.value AS types, count(*) AS profiles
       FROM profiles, json_each(contribution, '$.observed') AS event, json_each(event.value, '$.properties') AS property
       GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT ?`,
      MAX_OBSERVED_ROWS,
    )
    const traits = this.#sql.exec<ObservedRows['traits'][number] & Row>(
      `SELECT trait.key AS name, trait.value AS types, count(*) AS profiles
       FROM profiles, json_each(contribution, '$.traitTypes') AS trait GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ?`,
      MAX_OBSERVED_ROWS,
    )
    return { events: events.toArray(), properties: properties.toArray(), traits: traits.toArray() }
  }

  /** Which slots this shard's profiles asked for, and where. */
  seenSlots(): SeenSlotRows {
    if (this.#isEmpty) return { slots: [], paths: [] }
    const slots = this.#sql.exec<SeenSlotRows['slots'][number] & Row>(
      `SELECT slot.key AS name, count(*) AS visitors,
         min(slot.value ->> 'firstAt') AS firstAt, max(slot.value ->> 'lastAt') AS lastAt
       FROM profiles, json_each(contribution, '$.slots') AS slot GROUP BY 1 ORDER BY 2 DESC LIMIT ?`,
      MAX_SEEN_SLOTS,
    )
    const paths = this.#sql.exec<SeenSlotRows['paths'][number] & Row>(
      `SELECT slot.key AS name, path.value AS path, count(*) AS visitors
       FROM profiles, json_each(contribution, '$.slots') AS slot, json_each(slot.value, '$.paths') AS path
       GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ?`,
      MAX_SEEN_PATHS,
    )
    return { slots: slots.toArray(), paths: paths.toArray() }
  }

  /** What this shard's profiles will get, by what they told of themselves. Takes a `ForecastPlan` as JSON. */
  forecast(plan: string): ForecastCounts {
    // `as`: the Worker wrote it
    const forecast = createForecast(JSON.parse(plan) as ForecastPlan)
    if (this.#isEmpty) return forecast.counts
    const rows = this.#sql.exec<{ key: string; segments: string; audiences: string | null }>(
      `SELECT key, contribution -> '$.segments' AS segments, contribution -> '$.audiences' AS audiences FROM profiles`,
    )
    for (const { key, segments, audiences } of rows) {
      // `as`: contributionOf made them; those of before it knew audiences have none
      const memberOf = [segments, audiences ?? '[]'].flatMap((text) => JSON.parse(text) as string[])
      const memberships = new Set(memberOf)
      forecast.add({ unit: unitOf(key), before: memberships, after: memberships })
    }
    return forecast.counts
  }

  /** The profiles of this shard that were there last, the newest first: what samples are made of. */
  recent(limit: number): { key: string; seenAt: number }[] {
    if (this.#isEmpty) return []
    return this.#sql
      .exec<{ key: string; seenAt: number }>(
        "SELECT key, contribution ->> '$.seenAt' AS seenAt FROM profiles ORDER BY 2 DESC, 1 LIMIT ?",
        limit,
      )
      .toArray()
  }

  /** Begins to bring this shard's profiles to a release, a few at a time; those that come by themselves need no visit. */
  async sweep(goal: SweepGoal): Promise<void> {
    if (this.#isEmpty || goal.release < (this.#goal?.release ?? 0)) return
    this.#note('goal', JSON.stringify(goal))
    this.#note('open', '')
    this.#sweptTo = ''
    this.#pass = 0
    const isNeeded = this.#withOpenPage(goal, '').length > 0 || this.#behind(goal).length > 0
    if (isNeeded && !this.#isPaused) await this.ctx.storage.setAlarm(Date.now() + VISITS_EVERY_MS)
  }

  /** Interrupts a sweep, or lets it go on. */
  async pause(isPaused: boolean): Promise<void> {
    if (this.#isEmpty) return
    this.#note('paused', isPaused ? '1' : null)
    if (isPaused) await this.ctx.storage.deleteAlarm()
    else await this.ctx.storage.setAlarm(Date.now() + 1)
  }

  async progress(segmentsHash: string): Promise<SweepProgress> {
    const { profiles, covered } = this.totals()
    const progress = { profiles, covered: covered.get(segmentsHash) ?? 0, isPaused: this.#isPaused }
    const isStuck =
      progress.covered < profiles && !this.#isPaused && (await this.ctx.storage.getAlarm()) === null
    if (isStuck) await this.ctx.storage.setAlarm(Date.now() + VISITS_EVERY_MS)
    return progress
  }

  /** Visits the next profiles of a sweep. */
  override async alarm(): Promise<void> {
    try {
      const pause = await this.#visitNext()
      if (pause !== null) await this.ctx.storage.setAlarm(Date.now() + pause)
    } catch (error) {
      // The platform would retry six times, and then never
      logFailure('a sweep failed', error)
      await this.ctx.storage.setAlarm(Date.now() + pauseAfterPass(this.#pass++))
    }
  }

  /** How long to wait before the next visits, in milliseconds; null: there is nobody left. */
  async #visitNext(): Promise<number | null> {
    const goal = this.#goal
    if (goal === null || this.#isPaused) return null
    const toldTo = this.#noteOf('open')
    const open = toldTo === null ? [] : this.#withOpenPage(goal, toldTo)
    if (open.length > 0) {
      await Promise.all(open.map((key) => this.#visit(key, goal)))
      this.#note('open', open.at(-1)!)
      return VISITS_EVERY_MS
    }
    if (toldTo !== null) this.#note('open', null)
    const keys = this.#behind(goal)
    if (keys.length > 0) {
      await Promise.all(keys.map((key) => this.#visit(key, goal)))
      this.#sweptTo = keys.at(-1)!
      return VISITS_EVERY_MS
    }
    if (this.#sweptTo === '') return null
    // Whoever could not be reached is behind still
    this.#sweptTo = ''
    return this.#behind(goal).length === 0 ? null : pauseAfterPass(this.#pass++)
  }

  async #visit(key: string, { release, segmentsHash }: SweepGoal): Promise<void> {
    const name = `${this.#site}:${key}`
    try {
      const profile = profileObject(this.env, name)
      const isThere = await inTime(profile.comeUpToDate(release), VISIT_LIMIT_MS)
      if (!isThere || segmentsHash === null) this.#forget(key)
    } catch (error) {
      logFailure('a profile could not be visited', error)
    }
  }

  /** The next profiles that were there lately and may have a page open that does not show the goal's release. */
  #withOpenPage({ release }: SweepGoal, after: string): string[] {
    return this.#sql
      .exec<{ key: string }>(
        `SELECT key FROM profiles WHERE key > ? AND contribution ->> '$.open' = 1
           AND contribution ->> '$.seenAt' >= ? AND contribution ->> '$.release' < ? ORDER BY key LIMIT ?`,
        after,
        Date.now() - OPEN_MS,
        release,
        VISITS,
      )
      .toArray()
      .map(({ key }) => key)
  }

  /** The next profiles whose contribution was made under other segments than the goal's. */
  #behind({ segmentsHash }: SweepGoal, after = this.#sweptTo): string[] {
    return this.#sql
      .exec<{ key: string }>(
        'SELECT key FROM profiles WHERE key > ? AND segments_hash IS NOT ? ORDER BY key LIMIT ?',
        after,
        segmentsHash,
        VISITS,
      )
      .toArray()
      .map(({ key }) => key)
  }

  #forget(key: string): void {
    const known = this.#contributionOf(key)
    this.#sql.exec('DELETE FROM profiles WHERE key = ?', key)
    this.#count(known, null)
    this.#seen.delete(key)
  }

  #count(before: Contribution | null, after: Contribution | null): void {
    for (const [contribution, sign] of [
      [before, -1],
      [after, 1],
    ] as const) {
      if (contribution === null) continue
      if (this.#totals !== null) addContribution(this.#totals, contribution, sign)
      if (this.#intake !== null) addIntake(this.#intake, contribution.intake, sign)
    }
  }

  #after(key: string): Iterable<StoredProfile> {
    if (this.#isEmpty) return []
    return this.#sql.exec<StoredProfile>(
      'SELECT key, contribution FROM profiles WHERE key > ? ORDER BY key',
      key,
    )
  }

  /** From those who were there last on; of several, by their keys. */
  #recent({ seenAt, key }: RecentPlace): Iterable<StoredProfile> {
    if (this.#isEmpty) return []
    return this.#sql.exec<StoredProfile>(
      `SELECT key, contribution FROM profiles
       WHERE contribution ->> '$.seenAt' < ?1 OR (contribution ->> '$.seenAt' = ?1 AND key > ?2)
       ORDER BY contribution ->> '$.seenAt' DESC, key`,
      seenAt,
      key,
    )
  }

  #contributionOf(key: string): Contribution | null {
    if (this.#isEmpty) return null
    const rows = this.#sql.exec<StoredProfile>('SELECT key, contribution FROM profiles WHERE key = ?', key)
    const [row] = rows.toArray()
    return row === undefined ? null : parse(row.contribution)
  }

  get #goal(): SweepGoal | null {
    const text = this.#noteOf('goal')
    // `as`: sweep wrote it
    return text === null ? null : (JSON.parse(text) as SweepGoal)
  }

  get #isPaused(): boolean {
    return this.#noteOf('paused') !== null
  }

  #noteOf(name: string): string | null {
    if (this.#isEmpty) return null
    const rows = this.#sql.exec<{ value: string }>('SELECT value FROM meta WHERE name = ?', name).toArray()
    return rows[0]?.value ?? null
  }

  #note(name: string, value: string | null): void {
    if (value === null) this.#sql.exec('DELETE FROM meta WHERE name = ?', name)
    else this.#sql.exec('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', name, value)
  }
}

type StoredProfile = { key: string; contribution: string }

function parse(text: string): Contribution {
  // `as`: a profile wrote it
  return JSON.parse(text) as Contribution
}
