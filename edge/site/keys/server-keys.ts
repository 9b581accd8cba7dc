import { toBase64Url } from '../../identity/mac.ts'
import { sha256Hex } from '../../identity/profile-name.ts'
import type { Audit } from '../audit/audit.ts'
import type { SiteDatabase } from '../site-database.ts'

/** A server key, as far as it may be told: the key itself is shown once, when it is made. */
export interface ServerKey {
  readonly id: string
  readonly name: string | null
  /** Its last four characters; null of one that is older than the names of keys. */
  readonly ending: string | null
  /** ISO 8601. */
  readonly createdAt: string
  readonly createdBy: string | null
  /** From when on it is not known any more; ISO 8601, null: never. */
  readonly expiresAt: string | null
}

/** A key that was just made, with what opens. */
export type NewServerKey = ServerKey & { readonly key: string }

type Row = {
  hash: string
  name: string | null
  ending: string | null
  created_at: string
  created_by: string | null
  expires_at: number | null
}

/** How much of a key's hash is its id. */
const ID_LENGTH = 16

/** A site's server keys: secret, and kept as hashes. */
export class ServerKeys {
  readonly #database: SiteDatabase
  readonly #audit: Audit

  constructor(database: SiteDatabase, audit: Audit) {
    this.#database = database
    this.#audit = audit
  }

  async create(site: string, name: string | null, actor: string): Promise<NewServerKey> {
    const made = await makeKey(site)
    return this.#database.transaction(() => {
      const key = this.#insert(made, name, actor)
      this.#audit.add({ actor, action: 'key.created', subject: key.id, changes: { name } })
      return key
    })
  }

  /**
   * Makes a key that takes a key's place; the old one is known for `overlapMs` more. Null where there is no such key, or
   * it is not known any more.
   */
  async rotate(site: string, id: string, overlapMs: number, actor: string): Promise<NewServerKey | null> {
    const made = await makeKey(site)
    return this.#database.transaction((sql) => {
      const now = Date.now()
      const old = this.#valid(now).find((row) => idOf(row.hash) === id)
      if (old === undefined) return null
      const expiresAt = Math.min(old.expires_at ?? Infinity, now + overlapMs)
      sql.exec('UPDATE server_keys SET expires_at = ? WHERE hash = ?', expiresAt, old.hash)
      const key = this.#insert(made, old.name, actor)
      this.#audit.add({
        actor,
        action: 'key.rotated',
        subject: id,
        changes: { replacedBy: key.id, expiresAt: new Date(expiresAt).toISOString() },
      })
      return key
    })
  }

  /** Lets a key be known no more. Answers its hash; null where there is no such key. */
  revoke(id: string, actor: string): string | null {
    return this.#database.transaction((sql) => {
      const row = this.#valid(Date.now()).find(({ hash }) => idOf(hash) === id)
      if (row === undefined) return null
      sql.exec('UPDATE server_keys SET expires_at = ? WHERE hash = ?', Date.now(), row.hash)
      this.#audit.add({ actor, action: 'key.revoked', subject: id, changes: { name: row.name } })
      return row.hash
    })
  }

  /** The keys that open, the newest first. */
  list(): ServerKey[] {
    return this.#valid(Date.now())
      .map(toServerKey)
      .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  }

  /** Whether a key, given by its SHA-256, opens. */
  has(hash: string): boolean {
    return this.#valid(Date.now()).some((row) => row.hash === hash)
  }

  #valid(now: number): Row[] {
    const rows = this.#database.reading?.exec<Row>(
      'SELECT * FROM server_keys WHERE expires_at IS NULL OR expires_at > ?',
      now,
    )
    return rows?.toArray() ?? []
  }

  #insert({ key, hash }: { key: string; hash: string }, name: string | null, actor: string): NewServerKey {
    const row: Row = {
      hash,
      name,
      ending: key.slice(-4),
      created_at: new Date().toISOString(),
      created_by: actor,
      expires_at: null,
    }
    this.#database.writing.exec(
      'INSERT INTO server_keys (hash, name, ending, created_at, created_by) VALUES (?, ?, ?, ?, ?)',
      hash,
      name,
      row.ending,
      row.created_at,
      actor,
    )
    return { ...toServerKey(row), key }
  }
}

async function makeKey(site: string): Promise<{ key: string; hash: string }> {
  const random = toBase64Url(crypto.getRandomValues(new Uint8Array(24))).replaceAll(/[-_]/g, '0')
  const key = `ews_${site}_${random}`
  return { key, hash: await sha256Hex(key) }
}

const idOf = (hash: string): string => hash.slice(0, ID_LENGTH)

function toServerKey({ hash, name, ending, created_at, created_by, expires_at }: Row): ServerKey {
  return {
    id: idOf(hash),
    name,
    ending,
    createdAt: created_at,
    createdBy: created_by,
    expiresAt: expires_at === null ? null : new Date(expires_at).toISOString(),
  }
}
