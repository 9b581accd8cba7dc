import type { Role } from '../../../shared/role.ts'

/** The name, in releases and in the audit, of whoever has the admin token. No e-mail address is like it. */
export const OPERATOR = 'operator'

/** Who makes a call of the admin API, and what they may do on its site. */
export interface Actor {
  /** An e-mail address, or {@link OPERATOR}. */
  readonly name: string
  readonly role: Role
}
