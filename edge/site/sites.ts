import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import { layoutOf, migrate } from '../object/layout.ts'
import type { ListedSite } from './site-list.ts'

/** The layouts that its database has had, each as the step from the one before. */
const LAYOUTS = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
   CREATE TABLE sites (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;`,
]

/** Which sites there are: one object knows all of them, and nothing else of them than their names. */
export class Sites extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    if (layoutOf(ctx.storage.sql) > 0) this.#layOut()
  }

  #layOut(): void {
    this.ctx.storage.transactionSync(() => migrate(this.ctx.storage.sql, LAYOUTS))
  }

  /** Notes that there is a site, and what it is called now. */
  put({ id, name }: ListedSite): void {
    if (this.list().some((known) => known.id === id && known.name === name)) return
    this.#layOut()
    this.ctx.storage.sql.exec('INSERT OR REPLACE INTO sites (id, name) VALUES (?, ?)', id, name)
  }

  /** In the order of their ids. */
  list(): ListedSite[] {
    const { sql } = this.ctx.storage
    if (layoutOf(sql) === 0) return []
    return sql.exec<{ id: string; name: string }>('SELECT id, name FROM sites ORDER BY id').toArray()
  }
}
