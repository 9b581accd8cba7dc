import type { PreviewView } from '../../shared/preview/index.ts'
import { layoutOf, migrate } from '../object/layout.ts'
import { LAYOUTS } from './layouts.ts'

/** How long the code that opens a preview is good for. */
const CODE_MS = 60_000
/** How long a preview goes on that nobody looks at. */
export const IDLE_MS = 30 * 60_000
/** The most previews of a site at once; a new one takes the place of the oldest. */
const MAX_SESSIONS = 100

/** A preview: what is shown to whom, on the pages of one origin. Times are epoch ms. */
export interface PreviewSession {
  readonly id: string
  readonly origin: string
  readonly view: PreviewView
  /** Grows with every change of what it shows. */
  readonly version: number
  readonly createdBy: string
  readonly createdAt: number
  /** When it ends, if nobody looks at it until then. */
  readonly until: number
  /** When it ends in any case. */
  readonly endsAt: number
  /** Whether a page has taken it up. */
  readonly isStarted: boolean
}

export interface NewPreviewSession extends Pick<
  PreviewSession,
  'id' | 'origin' | 'view' | 'createdBy' | 'endsAt'
> {
  readonly codeHash: string
  readonly now: number
}

type Row = {
  id: string
  key_hash: string | null
  origin: string
  view: string
  version: number
  created_by: string
  created_at: number
  until: number
  ends_at: number
}

/** A site's previews: kept as long as they go on. What opens them is kept as hashes. */
export class PreviewSessions {
  readonly #storage: DurableObjectStorage
  #isCurrent = false

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  /** Null while nothing was ever kept: asking for a made-up preview costs no storage. */
  get #reading(): SqlStorage | null {
    return this.#isCurrent || layoutOf(this.#storage.sql) > 0 ? this.#writing : null
  }

  get #writing(): SqlStorage {
    if (!this.#isCurrent) this.#storage.transactionSync(() => migrate(this.#storage.sql, LAYOUTS))
    this.#isCurrent = true
    return this.#storage.sql
  }

  begin({ id, codeHash, origin, view, createdBy, endsAt, now }: NewPreviewSession): void {
    const sql = this.#writing
    this.#storage.transactionSync(() => {
      sql.exec(
        `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions ORDER BY created_at DESC LIMIT -1 OFFSET ?)`,
        MAX_SESSIONS - 1,
      )
      sql.exec(
        `INSERT INTO sessions (id, code_hash, code_until, origin, view, version, created_by, created_at, until, ends_at)
         VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)`,
        id,
        codeHash,
        now + CODE_MS,
        origin,
        JSON.stringify(view),
        createdBy,
        now,
        Math.min(endsAt, now + IDLE_MS),
        endsAt,
      )
    })
  }

  /** Takes a preview up, once, with the code that opens it. False where it is not known, over, used, or of another origin. */
  start(codeHash: string, origin: string, keyHash: string, now: number): boolean {
    const started = this.#reading?.exec(
      `UPDATE sessions SET code_hash = NULL, key_hash = ?, until = min(ends_at, ?)
       WHERE code_hash = ? AND code_until > ? AND origin = ? AND until > ? RETURNING id`,
      keyHash,
      now + IDLE_MS,
      codeHash,
      now,
      origin,
      now,
    )
    return (started?.toArray().length ?? 0) > 0
  }

  /** The newest first. */
  list(now: number): PreviewSession[] {
    return this.#select('until > ? ORDER BY created_at DESC', now)
  }

  byKey(keyHash: string, now: number): PreviewSession | null {
    return this.#select('key_hash = ? AND until > ?', keyHash, now)[0] ?? null
  }

  byId(id: string, now: number): PreviewSession | null {
    return this.#select('id = ? AND until > ?', id, now)[0] ?? null
  }

  /** Those whose time has come, for want of anybody who looked. */
  idle(now: number): PreviewSession[] {
    return this.#select('until <= ?', now)
  }

  /** When one next ends, if nobody looks; null: there is none. */
  nextEnd(): number | null {
    const rows = this.#reading?.exec<{ until: number | null }>('SELECT min(until) AS until FROM sessions')
    return rows?.one().until ?? null
  }

  /** Somebody looks at it. */
  prolong({ id, endsAt }: PreviewSession, now: number): void {
    this.#writing.exec('UPDATE sessions SET until = ? WHERE id = ?', Math.min(endsAt, now + IDLE_MS), id)
  }

  change(id: string, view: PreviewView): void {
    this.#writing.exec(
      'UPDATE sessions SET view = ?, version = version + 1 WHERE id = ?',
      JSON.stringify(view),
      id,
    )
  }

  /** What they show has changed without a change of how they are looked at. */
  moveOn(): void {
    this.#reading?.exec('UPDATE sessions SET version = version + 1')
  }

  /** False where there was none. */
  end(id: string): boolean {
    const ended = this.#reading?.exec('DELETE FROM sessions WHERE id = ? RETURNING id', id)
    return (ended?.toArray().length ?? 0) > 0
  }

  #select(where: string, ...values: (string | number)[]): PreviewSession[] {
    const rows = this.#reading?.exec<Row>(`SELECT * FROM sessions WHERE ${where}`, ...values)
    return (rows?.toArray() ?? []).map(toSession)
  }
}

function toSession(row: Row): PreviewSession {
  return {
    id: row.id,
    origin: row.origin,
    // `as`: `begin` and `change` wrote it
    view: JSON.parse(row.view) as PreviewView,
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    until: row.until,
    endsAt: row.ends_at,
    isStarted: row.key_hash !== null,
  }
}
