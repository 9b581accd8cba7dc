import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import type { ErasureReceipt, Receipt } from '../../shared/event/index.ts'
import { faultyEnv } from '../faults/faulty-env.ts'
import type { Quarantined } from '../profile/log-row.ts'
import type { WaitingEvent } from '../profile/quarantine-store.ts'
import type { Page } from '../http/page.ts'
import type { Release } from '../../shared/release/index.ts'
import { previewObject } from '../preview/preview-key.ts'
import { startSweep } from '../rollup/start-sweep.ts'
import { Audit, type AuditEntry } from './audit/audit.ts'
import { Drafts, type Draft, type DraftEdit, type SaveResult } from './draft/drafts.ts'
import { ServerKeys, type NewServerKey, type ServerKey } from './keys/server-keys.ts'
import { OPERATOR } from './people/actor.ts'
import { Members, type Invitation, type Member } from './people/members.ts'
import type { Role } from '../../shared/role.ts'
import { Publishing, type Moved, type Publication, type PublishResult } from './release/publishing.ts'
import { ReleaseStore, type ReleaseHead } from './release/release-store.ts'
import { Schedule, type ScheduledRelease, type ScheduleResult } from './release/schedule.ts'
import { shelve } from './release-shelf.ts'
import { SiteDatabase } from './site-database.ts'
import { SiteQuarantine, type QuarantineCounts } from './site-quarantine.ts'
import { logFailure } from '../log-failure.ts'

const BY_OPERATOR: Publication = { author: OPERATOR, message: null }

/** One site: its draft, its releases, immutable and numbered, its server keys, hashed, and who did what. */
export class Site extends DurableObject<Env> {
  readonly #name: string
  readonly #database: SiteDatabase
  readonly #audit: Audit
  readonly #releases: ReleaseStore
  readonly #drafts: Drafts
  readonly #publishing: Publishing
  readonly #schedule: Schedule
  readonly #keys: ServerKeys
  readonly #quarantine: SiteQuarantine
  readonly #members: Members

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, EDGEWISE_FAULTS ? faultyEnv(env, ctx) : env)
    this.#name = ctx.id.name ?? ''
    const database = new SiteDatabase(ctx)
    this.#audit = new Audit(database)
    this.#releases = new ReleaseStore(database)
    this.#drafts = new Drafts(database, this.#releases, this.#audit)
    this.#publishing = new Publishing(database, this.#releases, this.#drafts, this.#audit, (before, after) =>
      this.#announce(before, after),
    )
    this.#schedule = new Schedule(database, this.#releases, this.#drafts, this.#publishing, this.#audit, () =>
      this.#arm(),
    )
    this.#keys = new ServerKeys(database, this.#audit)
    this.#quarantine = new SiteQuarantine(database)
    this.#members = new Members(database, this.#audit)
    this.#database = database
    void ctx.blockConcurrencyWhile(() => this.#heal())
  }

  /** Makes a site of a document that nobody has published yet, and who makes it its admin. False where there is one. */
  create(document: string, actor: string): boolean {
    if (this.#drafts.current() !== null) return false
    this.#database.transaction(() => {
      this.#drafts.begin(document, actor)
      this.#audit.add({ actor, action: 'site.created', subject: 'site' })
      if (actor !== OPERATOR) this.#members.put(actor, 'admin', actor)
    })
    return true
  }

  draft(): Draft | null {
    return this.#drafts.current()
  }

  draftAt(version: number): Draft | null {
    return this.#drafts.at(version)
  }

  saveDraft(edit: DraftEdit): SaveResult {
    const result = this.#drafts.save(edit)
    if (result.type === 'saved') this.ctx.waitUntil(this.#tellPreviews())
    return result
  }

  /** Validates a site document and makes it the current release, unless it is that already. */
  publish(document: unknown, publication: Publication = BY_OPERATOR): Promise<PublishResult> {
    return this.#publishing.document(document, publication)
  }

  publishDraft(version: number, publication: Publication): Promise<PublishResult | Moved> {
    return this.#publishing.draft(version, publication)
  }

  rollBack(number: number, author: string, reason: string): Promise<PublishResult | null> {
    return this.#publishing.rollBack(number, author, reason)
  }

  scheduleDraft(version: number, at: number, publication: Publication): Promise<ScheduleResult> {
    return this.#schedule.add(version, at, publication)
  }

  scheduledReleases(): ScheduledRelease[] {
    return this.#schedule.list()
  }

  cancelScheduled(id: number, actor: string): Promise<ScheduledRelease | null> {
    return this.#schedule.cancel(id, actor)
  }

  /** The number of the current release; null before the first. */
  currentNumber(): number | null {
    return this.#releases.head()?.number ?? null
  }

  /** The number of the release that was in force at an instant, epoch ms; null: none was. */
  numberAt(instant: number): number | null {
    return this.#releases.numberAt(instant)
  }

  /** A release as JSON: the current one, or any older one by its number; null where there is none. */
  release(number?: number): (ReleaseHead & { readonly body: string }) | null {
    return this.#releases.read(number)
  }

  releases(page: Page): ReleaseHead[] {
    return this.#releases.page(page)
  }

  serverKeys(): ServerKey[] {
    return this.#keys.list()
  }

  createServerKey(site: string, name: string | null, actor: string): Promise<NewServerKey> {
    return this.#keys.create(site, name, actor)
  }

  rotateServerKey(site: string, id: string, overlapMs: number, actor: string): Promise<NewServerKey | null> {
    return this.#keys.rotate(site, id, overlapMs, actor)
  }

  revokeServerKey(id: string, actor: string): string | null {
    return this.#keys.revoke(id, actor)
  }

  /** Whether a server key, given by its SHA-256, is one of this site's. */
  hasServerKey(hash: string): boolean {
    return this.#keys.has(hash)
  }

  roleOf(email: string, since: number | null): Role | null {
    return this.#members.roleOf(email, since)
  }

  members(): Member[] {
    return this.#members.list()
  }

  putMember(email: string, role: Role, actor: string): void {
    this.#members.put(email, role, actor)
  }

  removeMember(email: string, actor: string): boolean {
    return this.#members.remove(email, actor)
  }

  signOut(email: string, actor: string): boolean {
    return this.#members.signOut(email, actor)
  }

  invite(site: string, email: string, role: Role, actor: string): Promise<Invitation> {
    return this.#members.invite(site, email, role, actor)
  }

  redeem(hash: string): { readonly email: string; readonly since: number } | null {
    return this.#members.redeem(hash)
  }

  auditPage(page: Page): AuditEntry[] {
    return this.#audit.page(page)
  }

  /** Enters into the audit that a profile was erased, and nothing of whom it was. */
  noteErasure({ id, erasedAt }: ErasureReceipt, actor: string): void {
    this.#audit.add({ actor, action: 'profile.erased', subject: id, changes: { erasedAt } })
  }

  /** Keeps events that belong to no profile, the newest of them, for a week. Answers their receipts. */
  quarantine(events: readonly Quarantined[]): Receipt[] {
    return this.#database.transaction(() => this.#quarantine.keep(events))
  }

  /** Forgets events that belonged to no profile and were taken by one after all. */
  takeOut(messageIds: readonly string[]): void {
    this.#database.transaction(() => this.#quarantine.takeOut(messageIds))
  }

  /** How many events wait or waited here, in no profile's books. */
  quarantineCounts(): QuarantineCounts {
    return this.#quarantine.counts()
  }

  /** The events that belong to no profile, the newest first. */
  quarantined(): WaitingEvent[] {
    return this.#quarantine.list()
  }

  override async alarm(): Promise<void> {
    try {
      await this.#schedule.publishDue(Date.now())
    } catch (error) {
      // The platform retries six times and is then silent; what is due is due still, and armed for again
      logFailure('what was due at a site failed', error)
    } finally {
      await this.#arm()
    }
  }

  /** Tells whom a new release concerns. What fails here is found out later: by the clock, or by the first visitor. */
  async #announce(before: Release | null, after: Release): Promise<void> {
    const { CONFIG } = this.env
    await Promise.all([
      CONFIG &&
        shelve(CONFIG, after).catch((error: unknown) => logFailure('KV did not take a release', error)),
      before && startSweep(this.env, before, after),
      this.#tellPreviews(),
    ])
  }

  /** Shows previews an edit at once. One that does not hear of it shows it with its next page. */
  async #tellPreviews(): Promise<void> {
    await previewObject(this.env, this.#name)
      .siteChanged()
      .catch((error: unknown) => logFailure('previews were not told', error))
  }

  /** An object that wakes with something waiting has an alarm, whatever became of the one it had. */
  async #heal(): Promise<void> {
    if (this.#schedule.nextAt() === null) return
    if ((await this.ctx.storage.getAlarm()) === null) await this.#arm()
  }

  /** One alarm an object: it is for whatever is due first. */
  async #arm(): Promise<void> {
    const nextAt = this.#schedule.nextAt()
    if (nextAt === null) await this.ctx.storage.deleteAlarm()
    else await this.ctx.storage.setAlarm(Math.max(nextAt, Date.now() + 1))
  }
}
