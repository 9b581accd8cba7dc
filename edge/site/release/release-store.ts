import type { Release } from '../../../shared/release/index.ts'
import type { Page } from '../../http/page.ts'
import type { SiteDatabase } from '../site-database.ts'

export interface ReleaseHead {
  readonly number: number
  readonly hash: string
  /** ISO 8601. */
  readonly publishedAt: string
  /** Who published it: an e-mail address, or `operator`. Null: it was not kept. */
  readonly author: string | null
  readonly message: string | null
  /** The release that this one brings back. */
  readonly rollbackTo: number | null
}

const COLUMNS = 'number, hash, published_at AS publishedAt, author, message, rollback_to AS rollbackTo'

type HeadRow = {
  number: number
  hash: string
  publishedAt: string
  author: string | null
  message: string | null
  rollbackTo: number | null
}

/** A site's releases: numbered, and never changed. */
export class ReleaseStore {
  readonly #database: SiteDatabase

  constructor(database: SiteDatabase) {
    this.#database = database
  }

  /** The current release; null before the first. */
  head(): ReleaseHead | null {
    return this.page({ before: Number.MAX_SAFE_INTEGER, limit: 1 })[0] ?? null
  }

  /** The number of the release that was in force at an instant, epoch ms; null: none was. */
  numberAt(instant: number): number | null {
    const rows = this.#database.reading?.exec<{ number: number | null }>(
      'SELECT max(number) AS number FROM releases WHERE published_at <= ?',
      new Date(instant).toISOString(),
    )
    return rows?.toArray()[0]?.number ?? null
  }

  /** Releases from the newest to the oldest. */
  page({ before, limit }: Page): ReleaseHead[] {
    const rows = this.#database.reading?.exec<HeadRow>(
      `SELECT ${COLUMNS} FROM releases WHERE number < ? ORDER BY number DESC LIMIT ?`,
      before,
      limit,
    )
    return rows?.toArray() ?? []
  }

  /** A release as JSON, and who made it: the current one, or any older one by its number; null where there is none. */
  read(number?: number): (ReleaseHead & { readonly body: string }) | null {
    const rows = this.#database.reading?.exec<HeadRow & { body: string }>(
      `SELECT ${COLUMNS}, body FROM releases WHERE number = coalesce(?, (SELECT max(number) FROM releases))`,
      number ?? null,
    )
    return rows?.toArray()[0] ?? null
  }

  load(number: number): Release | null {
    const release = this.read(number)
    // `as`: `add` wrote it
    return release && (JSON.parse(release.body) as Release)
  }

  add(head: ReleaseHead, body: string): void {
    this.#database.writing.exec(
      'INSERT INTO releases (number, hash, published_at, body, author, message, rollback_to) VALUES (?, ?, ?, ?, ?, ?, ?)',
      head.number,
      head.hash,
      head.publishedAt,
      body,
      head.author,
      head.message,
      head.rollbackTo,
    )
  }
}
