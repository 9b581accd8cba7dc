import { ProblemError } from '../http/problem-error.ts'
import type { ProfileRef } from './profile-name.ts'

/** Reads how the admin API names a profile: `user:<userId>`, `anonymous:<anonymousId>` or `visitor:<id>`. */
export function parseProfileRef(ref: string): ProfileRef {
  const match = /^(visitor|anonymous|user):(.+)$/s.exec(ref)
  if (match === null) {
    throw new ProblemError('bad-request', {
      detail: `${JSON.stringify(ref)} names no profile. Use user:<userId>, anonymous:<anonymousId> or visitor:<id>.`,
    })
  }
  // `as`: the expression allows just these
  const kind = match[1] as ProfileRef['kind']
  const id = match[2]!
  return { kind, id: kind === 'visitor' ? id.slice(0, 22) : id }
}
