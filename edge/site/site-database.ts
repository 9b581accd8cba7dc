import { comeBy } from '../faults/come-by.ts'
import { faultyStorage } from '../faults/faulty-storage.ts'
import { layoutOf, migrate } from '../object/layout.ts'
import { LAYOUTS } from './layouts.ts'

/** The database of a Site object, made at the first write and brought up to date when it is first looked at. */
export class SiteDatabase {
  readonly #ctx: DurableObjectState
  readonly #storage: DurableObjectStorage
  #isCurrent = false

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
    this.#storage = EDGEWISE_FAULTS ? faultyStorage(ctx, 'site.statement') : ctx.storage
  }

  /** Null while nothing was ever kept: asking for a made-up site costs no storage. */
  get reading(): SqlStorage | null {
    return this.#isCurrent || layoutOf(this.#storage.sql) > 0 ? this.writing : null
  }

  get writing(): SqlStorage {
    if (!this.#isCurrent) {
      this.#storage.transactionSync(() => migrate(this.#storage.sql, LAYOUTS))
      this.#isCurrent = true
    }
    return this.#storage.sql
  }

  /** Keeps all that is written in it, or nothing. */
  transaction<T>(write: (sql: SqlStorage) => T): T {
    const sql = this.writing
    const written = this.#storage.transactionSync(() => {
      const result = write(sql)
      if (EDGEWISE_FAULTS) comeBy('site.before-commit', this.#ctx)
      return result
    })
    if (EDGEWISE_FAULTS) comeBy('site.after-commit', this.#ctx)
    return written
  }
}
