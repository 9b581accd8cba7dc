import { toBase64Url } from '../../identity/mac.ts'
import { sha256Hex } from '../../identity/profile-name.ts'
import type { Audit } from '../audit/audit.ts'
import type { SiteDatabase } from '../site-database.ts'
import type { Role } from '../../../shared/role.ts'

const INVITATION_MS = 24 * 3_600_000

export interface Member {
  readonly email: string
  readonly role: Role
  readonly addedBy: string
  /** ISO 8601. */
  readonly addedAt: string
}

/** What lets somebody in once. */
export interface Invitation {
  /** Shown this once, and kept as a hash. */
  readonly token: string
  readonly email: string
  readonly role: Role
  /** ISO 8601. */
  readonly expiresAt: string
}

/** Who may do what on a site, and whom it has invited. */
export class Members {
  readonly #database: SiteDatabase
  readonly #audit: Audit

  constructor(database: SiteDatabase, audit: Audit) {
    this.#database = database
    this.#audit = audit
  }

  /**
   * What somebody may do; null: they are no member.
   *
   * @param since When they signed in here, epoch ms: a session that was ended since is worth nothing. Null: somebody else
   * vouches for them now.
   */
  roleOf(email: string, since: number | null): Role | null {
    const row = this.#row(email)
    return row === null || (since !== null && since <= row.sessionsFrom) ? null : row.role
  }

  /** In the order of their addresses. */
  list(): Member[] {
    const rows = this.#database.reading?.exec<{
      email: string
      role: Role
      addedBy: string
      addedAt: string
    }>('SELECT email, role, added_by AS addedBy, added_at AS addedAt FROM members ORDER BY email')
    return rows?.toArray() ?? []
  }

  /** Makes somebody a member, or gives a member another role. */
  put(email: string, role: Role, actor: string): void {
    const before = this.#row(email)?.role ?? null
    if (before === role) return
    this.#database.transaction(() => {
      this.#write(email, role, actor, Date.now())
      this.#audit.add({ actor, action: 'member.changed', subject: email, changes: { before, after: role } })
    })
  }

  /** Takes somebody's role away, and what would let them in again. False where there is no such member. */
  remove(email: string, actor: string): boolean {
    const before = this.#row(email)?.role
    if (before === undefined) return false
    this.#database.transaction((sql) => {
      sql.exec('DELETE FROM members WHERE email = ?', email)
      sql.exec('DELETE FROM invitations WHERE email = ?', email)
      this.#audit.add({ actor, action: 'member.removed', subject: email, changes: { before, after: null } })
    })
    return true
  }

  /** Ends somebody's sessions on this site. False where there is no such member. */
  signOut(email: string, actor: string): boolean {
    if (this.#row(email) === null) return false
    this.#database.transaction((sql) => {
      sql.exec('UPDATE members SET sessions_from = ? WHERE email = ?', Date.now(), email)
      this.#audit.add({ actor, action: 'member.signed-out', subject: email })
    })
    return true
  }

  /** Makes a token that signs somebody in once, within a day. */
  async invite(site: string, email: string, role: Role, actor: string): Promise<Invitation> {
    const token = `ewi_${site}_${toBase64Url(crypto.getRandomValues(new Uint8Array(24))).replaceAll(/[-_]/g, '0')}`
    const hash = await sha256Hex(token)
    const expires = Date.now() + INVITATION_MS
    this.#database.transaction((sql) => {
      sql.exec('DELETE FROM invitations WHERE email = ? OR expires_at <= ?', email, Date.now())
      sql.exec(
        'INSERT INTO invitations (hash, email, role, invited_by, expires_at) VALUES (?, ?, ?, ?, ?)',
        hash,
        email,
        role,
        actor,
        expires,
      )
      this.#audit.add({ actor, action: 'member.invited', subject: email, changes: { role } })
    })
    return { token, email, role, expiresAt: new Date(expires).toISOString() }
  }

  /** Lets in whoever has a token, given by its SHA-256: a member from now on. Null where it is not known, used, or over. */
  redeem(hash: string): { readonly email: string; readonly since: number } | null {
    if (this.#database.reading === null) return null
    return this.#database.transaction((sql) => {
      const now = Date.now()
      const [invitation] = sql
        .exec<{ email: string; role: Role; invitedBy: string }>(
          `DELETE FROM invitations WHERE hash = ? AND expires_at > ?
           RETURNING email, role, invited_by AS invitedBy`,
          hash,
          now,
        )
        .toArray()
      if (invitation === undefined) return null
      const { email, role, invitedBy } = invitation
      const before = this.#row(email)?.role ?? null
      this.#write(email, role, invitedBy, now)
      this.#audit.add({
        actor: email,
        action: 'member.joined',
        subject: email,
        changes: { before, after: role },
      })
      return { email, since: now }
    })
  }

  /** Sessions of whoever was a member before, and was removed, are not theirs again: only those from now on. */
  #write(email: string, role: Role, actor: string, now: number): void {
    this.#database.writing.exec(
      `INSERT INTO members (email, role, added_by, added_at, sessions_from) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (email) DO UPDATE SET role = excluded.role`,
      email,
      role,
      actor,
      new Date(now).toISOString(),
      now - 1,
    )
  }

  #row(email: string): { readonly role: Role; readonly sessionsFrom: number } | null {
    const rows = this.#database.reading?.exec<{ role: Role; sessionsFrom: number }>(
      'SELECT role, sessions_from AS sessionsFrom FROM members WHERE email = ?',
      email,
    )
    return rows?.toArray()[0] ?? null
  }
}
