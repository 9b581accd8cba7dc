import { utf8Length } from '../../../shared/event/utf8-length.ts'
import type { Page } from '../../http/page.ts'
import type { SiteDatabase } from '../site-database.ts'

/** What is done to a site, as the audit names it. */
export type AuditAction =
  | 'site.created'
  | 'draft.edited'
  | 'release.published'
  | 'release.rolled-back'
  | 'release.scheduled'
  | 'schedule.cancelled'
  | 'schedule.failed'
  | 'key.created'
  | 'key.rotated'
  | 'key.revoked'
  | 'member.invited'
  | 'member.joined'
  | 'member.changed'
  | 'member.removed'
  | 'member.signed-out'
  | 'profile.erased'

export interface AuditEntry {
  readonly seq: number
  /** ISO 8601. */
  readonly at: string
  /** Who did it: an e-mail address, or `operator` for whoever has the admin token. */
  readonly actor: string
  readonly action: AuditAction
  /** What it was done to. */
  readonly subject: string
  /** JSON: what changed, with what was before and after; null where there is no more to say, or too much to keep. */
  readonly changes: string | null
}

/** Of a larger change the values are not kept: drafts and releases have them, and a page of entries is one message. */
const MAX_CHANGES_BYTES = 100_000

/** What was done to a site, by whom and when. Only grows: triggers refuse to change or remove a row. */
export class Audit {
  readonly #database: SiteDatabase

  constructor(database: SiteDatabase) {
    this.#database = database
  }

  /** Adds an entry. Call it in the transaction of what it tells of: neither may stay without the other. */
  add(entry: Omit<AuditEntry, 'seq' | 'at' | 'changes'> & { readonly changes?: unknown }): void {
    const changes = entry.changes === undefined ? null : JSON.stringify(entry.changes)
    this.#database.writing.exec(
      'INSERT INTO audit (at, actor, action, subject, changes) VALUES (?, ?, ?, ?, ?)',
      new Date().toISOString(),
      entry.actor,
      entry.action,
      entry.subject,
      changes !== null && utf8Length(changes) > MAX_CHANGES_BYTES ? null : changes,
    )
  }

  /** Entries from the newest to the oldest. */
  page({ before, limit }: Page): AuditEntry[] {
    const rows = this.#database.reading?.exec<{
      seq: number
      at: string
      actor: string
      action: AuditAction
      subject: string
      changes: string | null
    }>('SELECT * FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?', before, limit)
    return rows?.toArray() ?? []
  }
}
