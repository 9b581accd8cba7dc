import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import { layoutOf, migrate } from '../storage/layout.ts'
import type { Contribution } from './contribution.ts'
import { LAYOUTS } from './layouts.ts'
import { isAskedFor, toIndexed, type IndexedProfile, type ProfileQuery } from './profile-query.ts'
import { addContribution, createTotals, type Totals } from './totals.ts'

/**
 * A share of a site's profiles: what each contributes to the site's sums, one row a profile, and in memory the sums. They
 * follow from the rows, so nothing has to be kept of them.
 */
export class Rollup extends DurableObject<Env> {
  #isEmpty: boolean
  /** Null: to be added up again. */
  #totals: Totals | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const layout = layoutOf(ctx.storage.sql)
    this.#isEmpty = layout === 0
    if (layout > 0) ctx.storage.transactionSync(() => migrate(ctx.storage.sql, LAYOUTS))
  }

  get #sql(): SqlStorage {
    return this.ctx.storage.sql
  }

  /** Takes what a profile contributes now, a `Contribution` as JSON; one that is not newer than what is known changes nothing. */
  take(key: string, text: string): void {
    const contribution = parse(text)
    const known = this.#contributionOf(key)
    if (known !== null && known.version >= contribution.version) return
    if (this.#isEmpty) this.ctx.storage.transactionSync(() => migrate(this.#sql, LAYOUTS))
    this.#isEmpty = false
    this.#sql.exec(
      'INSERT OR REPLACE INTO profiles (key, version, release, seen_at, contribution) VALUES (?, ?, ?, ?, ?)',
      key,
      contribution.version,
      contribution.release,
      contribution.seenAt,
      text,
    )
    if (this.#totals === null) return
    if (known !== null) addContribution(this.#totals, known, -1)
    addContribution(this.#totals, contribution, 1)
  }

  /** The sums over this shard's profiles. */
  totals(): Totals {
    if (this.#totals === null) {
      const totals = createTotals()
      for (const { contribution } of this.#after('')) addContribution(totals, parse(contribution), 1)
      this.#totals = totals
    }
    return this.#totals
  }

  /** The profiles of this shard that are asked for, in the order of their keys: `IndexedProfile`s as JSON. */
  profiles(query: ProfileQuery): string {
    const found: IndexedProfile[] = []
    for (const { key, contribution } of this.#after(query.after)) {
      const profile = parse(contribution)
      if (!isAskedFor(query, profile)) continue
      found.push(toIndexed(key, profile))
      if (found.length >= query.limit) break
    }
    return JSON.stringify(found)
  }

  #after(key: string): Iterable<StoredProfile> {
    if (this.#isEmpty) return []
    return this.#sql.exec<StoredProfile>(
      'SELECT key, contribution FROM profiles WHERE key > ? ORDER BY key',
      key,
    )
  }

  #contributionOf(key: string): Contribution | null {
    if (this.#isEmpty) return null
    const rows = this.#sql.exec<StoredProfile>('SELECT key, contribution FROM profiles WHERE key = ?', key)
    const [row] = rows.toArray()
    return row === undefined ? null : parse(row.contribution)
  }
}

type StoredProfile = { key: string; contribution: string }

function parse(text: string): Contribution {
  // `as`: a profile wrote it
  return JSON.parse(text) as Contribution
}
