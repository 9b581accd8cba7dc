import type { MiddlewareHandler } from 'hono'
import type { AdminContext } from '../../http/admin-context.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { noSuchSite } from '../no-such-site.ts'
import { identify } from './caller.ts'
import { neededRole } from './may.ts'
import { isAtLeast } from '../../../shared/role.ts'
import { signInNeeded } from './sign-in-needed.ts'

/** What a site can be called; the object of any other name is none of a site. */
const SITE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/

/** Lets through who may do on a site what the route does, and says in the context who it is. */
export function authorized(): MiddlewareHandler<AdminContext> {
  return async function authorized(c, next) {
    const site = c.req.param('site') ?? ''
    const caller = await identify(c.env, c.req.raw)
    if (caller === null) throw signInNeeded()
    if (!SITE_ID.test(site)) throw noSuchSite(site)
    const role = await caller.roleOn(site)
    const needed = neededRole(c)
    if (role === null || !isAtLeast(role, needed)) {
      const has = role === null ? 'you are no member of it' : `yours is ${role}`
      throw new ProblemError('not-allowed', { detail: `On ${site} this needs the role ${needed}; ${has}.` })
    }
    c.set('actor', { name: caller.name, role })
    await next()
  }
}
