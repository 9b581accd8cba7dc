import type { MiddlewareHandler } from 'hono'
import type { Env } from '../env.ts'
import { isSameSecret } from './is-same-secret.ts'
import { ProblemError } from './problem-error.ts'

/** Opens a route to whoever sends `Authorization: Bearer <ADMIN_TOKEN>`. */
export function admin(): MiddlewareHandler<{ Bindings: Env }> {
  return async function admin(c, next) {
    const token = c.env.ADMIN_TOKEN
    if (!token) {
      throw new ProblemError('not-configured', {
        detail: 'The Worker has no ADMIN_TOKEN. Set it: npx wrangler secret put ADMIN_TOKEN',
      })
    }
    const [scheme, given = ''] = (c.req.header('authorization') ?? '').split(' ')
    if (scheme?.toLowerCase() !== 'bearer' || !isSameSecret(given, token)) {
      throw new ProblemError('not-authorized', {
        detail: 'This needs the header "Authorization: Bearer <admin token>".',
      })
    }
    await next()
  }
}
