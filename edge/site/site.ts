import { DurableObject } from 'cloudflare:workers'
import { utf8Length } from '../../shared/event/utf8-length.ts'
import type { Receipt } from '../../shared/event/index.ts'
import type { Issue } from '../../shared/problem/index.ts'
import { compileRelease, lintSite, loadRelease, validateSite } from '../../shared/release/index.ts'
import type { Lint } from '../../shared/segment/index.ts'
import type { Env } from '../env.ts'
import { sha256Hex } from '../identity/profile-name.ts'
import { toBase64Url } from '../identity/mac.ts'
import type { Quarantined } from '../profile/log-row.ts'
import { QUARANTINE_MS, type WaitingEvent } from '../profile/quarantine-store.ts'

/** A row of an object's database has at most 2 MB; the local platform does not say so. */
const MAX_RELEASE_BYTES = 2_000_000

/** How many events without a profile a site keeps. */
const MAX_QUARANTINED = 1_000

export interface ReleaseHead {
  readonly number: number
  readonly hash: string
  /** ISO 8601. */
  readonly publishedAt: string
}

export type PublishResult =
  | {
      readonly type: 'published' | 'unchanged'
      readonly release: ReleaseHead
      /** What is valid and hardly meant. */
      readonly warnings: readonly Lint[]
    }
  | { readonly type: 'invalid'; readonly issues: readonly Issue[] }

/** One site: its releases, immutable and numbered, and its server keys, hashed. */
export class Site extends DurableObject<Env> {
  get #sql(): SqlStorage {
    return this.ctx.storage.sql
  }

  /** Validates a site document and makes it the current release, unless it is that already. */
  async publish(document: unknown): Promise<PublishResult> {
    const result = validateSite(document)
    if (!result.ok) return { type: 'invalid', issues: result.issues }
    this.#createTables()
    const compile = (head: ReleaseHead | null) =>
      compileRelease(result.site, (head?.number ?? 0) + 1, sha256Hex)
    let current = this.#head()
    let release = await compile(current)
    // While it was hashed another publish may have come
    for (let head = this.#head(); head?.number !== current?.number; head = this.#head()) {
      current = head
      release = await compile(current)
    }
    const warnings = lintSite(result.site)
    if (current !== null && current.hash === release.hash)
      return { type: 'unchanged', release: current, warnings }
    const body = JSON.stringify(release)
    const bytes = utf8Length(body)
    if (bytes > MAX_RELEASE_BYTES) {
      const found = `a release of ${bytes} bytes`
      return { type: 'invalid', issues: [{ pointer: '', found, expected: `at most ${MAX_RELEASE_BYTES}` }] }
    }
    // A release that cannot be loaded must never become current
    loadRelease(release)
    const head = { number: release.number, hash: release.hash, publishedAt: new Date().toISOString() }
    this.#sql.exec(
      'INSERT INTO releases (number, hash, published_at, body) VALUES (?, ?, ?, ?)',
      head.number,
      head.hash,
      head.publishedAt,
      body,
    )
    return { type: 'published', release: head, warnings }
  }

  /** The number of the current release; null before the first. */
  currentNumber(): number | null {
    return this.#head()?.number ?? null
  }

  /** A release as JSON: the current one, or any older one by its number; null where there is none. */
  release(number?: number): { readonly body: string; readonly publishedAt: string } | null {
    if (!this.#hasTables()) return null
    const rows = this.#sql.exec<{ body: string; publishedAt: string }>(
      'SELECT body, published_at AS publishedAt FROM releases WHERE number = coalesce(?, (SELECT max(number) FROM releases))',
      number ?? null,
    )
    const [row] = rows.toArray()
    return row ?? null
  }

  /** All releases, the newest first. */
  releases(): ReleaseHead[] {
    if (!this.#hasTables()) return []
    return this.#sql
      .exec<{ number: number; hash: string; publishedAt: string }>(
        'SELECT number, hash, published_at AS publishedAt FROM releases ORDER BY number DESC',
      )
      .toArray()
  }

  /** Makes a server key for a site that has a release; it is shown this once and stored hashed. */
  async createServerKey(site: string): Promise<string | null> {
    if (this.#head() === null) return null
    const key = `ews_${site}_${toBase64Url(crypto.getRandomValues(new Uint8Array(24))).replaceAll(/[-_]/g, '0')}`
    const hash = await sha256Hex(key)
    this.#sql.exec('INSERT INTO server_keys (hash, created_at) VALUES (?, ?)', hash, new Date().toISOString())
    return key
  }

  /** Whether a server key, given by its SHA-256, is one of this site's. */
  hasServerKey(hash: string): boolean {
    if (!this.#hasTables()) return false
    return this.#sql.exec('SELECT 1 FROM server_keys WHERE hash = ?', hash).toArray().length > 0
  }

  /** Keeps events that belong to no profile, the newest of them, for a week. Answers their receipts. */
  quarantine(events: readonly Quarantined[]): Receipt[] {
    this.#createTables()
    const known = this.#waiting(events.map(({ messageId }) => messageId))
    const receipts = events.map(({ messageId, reason }): Receipt => {
      if (known.has(messageId)) return { messageId, status: 'duplicate' }
      known.add(messageId)
      return { messageId, status: 'quarantined', reason }
    })
    const added = events.filter((_, index) => receipts[index]!.status === 'quarantined')
    this.#sql.exec(
      `INSERT INTO quarantine (received_at, message_id, reason, event)
       SELECT ?, value ->> 'messageId', value ->> 'reason', value ->> 'event' FROM json_each(?)`,
      Date.now(),
      JSON.stringify(added),
    )
    this.#sql.exec(
      'DELETE FROM quarantine WHERE received_at < ? OR seq <= (SELECT max(seq) FROM quarantine) - ?',
      Date.now() - QUARANTINE_MS,
      MAX_QUARANTINED,
    )
    return receipts
  }

  /** Forgets events that belonged to no profile and were taken by one after all. */
  takeOut(messageIds: readonly string[]): void {
    this.#sql.exec(
      'DELETE FROM quarantine WHERE message_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(messageIds),
    )
  }

  /** Which of these message ids wait already. */
  #waiting(messageIds: readonly string[]): Set<string> {
    const rows = this.#sql.exec<{ id: string }>(
      'SELECT message_id AS id FROM quarantine WHERE message_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(messageIds),
    )
    return new Set(rows.toArray().map(({ id }) => id))
  }

  /** The events that belong to no profile, the newest first. */
  quarantined(): WaitingEvent[] {
    if (!this.#hasTables()) return []
    return this.#sql
      .exec<{ receivedAt: number; messageId: string; reason: string; event: string }>(
        `SELECT received_at AS receivedAt, message_id AS messageId, reason, event FROM quarantine
         WHERE received_at > ? ORDER BY seq DESC`,
        Date.now() - QUARANTINE_MS,
      )
      .toArray()
      .map((row) => ({ ...row, receivedAt: new Date(row.receivedAt).toISOString() }))
  }

  #head(): ReleaseHead | null {
    return this.releases()[0] ?? null
  }

  /** A site nobody published has an empty database: asking for a made-up site costs no storage. */
  #hasTables(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'releases'").toArray().length > 0
  }

  #createTables(): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS releases (
        number INTEGER PRIMARY KEY, hash TEXT NOT NULL, published_at TEXT NOT NULL, body TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS quarantine (
        seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, message_id TEXT NOT NULL, reason TEXT NOT NULL,
        event TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS server_keys (hash TEXT PRIMARY KEY, created_at TEXT NOT NULL) WITHOUT ROWID;
    `)
  }
}
