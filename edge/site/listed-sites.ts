import type { SiteDatabase } from './site-database.ts'
import type { ListedSite } from './site-list.ts'

/** Which sites there are: kept by the one Site object that is none of a site. */
export class ListedSites {
  readonly #database: SiteDatabase

  constructor(database: SiteDatabase) {
    this.#database = database
  }

  put({ id, name }: ListedSite): void {
    const known = this.#database.reading?.exec('SELECT 1 FROM sites WHERE id = ? AND name = ?', id, name)
    if (known !== undefined && known.toArray().length > 0) return
    this.#database.writing.exec('INSERT OR REPLACE INTO sites (id, name) VALUES (?, ?)', id, name)
  }

  /** In the order of their ids. */
  list(): ListedSite[] {
    const rows = this.#database.reading?.exec<{ id: string; name: string }>(
      'SELECT id, name FROM sites ORDER BY id',
    )
    return rows?.toArray() ?? []
  }
}
