import type { MiddlewareHandler } from 'hono'
import type { AdminContext } from '../../http/admin-context.ts'
import { isSameSecret } from '../../http/is-same-secret.ts'
import { ProblemError } from '../../http/problem-error.ts'
import type { Env } from '../../env.ts'
import { OPERATOR, type Actor } from './actor.ts'
import { neededRole } from './may.ts'
import { isAtLeast } from './role.ts'

/** Lets through who may do on a site what the route does, and says in the context who it is. */
export function authorized(): MiddlewareHandler<AdminContext> {
  return async function authorized(c, next) {
    const actor = operator(c.env, c.req.header('authorization'))
    const needed = neededRole(c)
    if (!isAtLeast(actor.role, needed)) {
      throw new ProblemError('not-allowed', {
        detail: `This needs the role ${needed}; yours is ${actor.role}.`,
      })
    }
    c.set('actor', actor)
    await next()
  }
}

/** Whoever has the admin token. */
function operator(env: Env, authorization = ''): Actor {
  const token = env.ADMIN_TOKEN
  if (!token) {
    throw new ProblemError('not-configured', {
      detail: 'The Worker has no ADMIN_TOKEN. Set it: npx wrangler secret put ADMIN_TOKEN',
    })
  }
  const [scheme, given = ''] = authorization.split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !isSameSecret(given, token)) {
    throw new ProblemError('not-authorized', {
      detail: 'This needs the header "Authorization: Bearer <admin token>".',
    })
  }
  return { name: OPERATOR, role: 'admin' }
}
