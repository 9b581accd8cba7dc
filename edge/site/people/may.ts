import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AdminContext } from '../../http/admin-context.ts'
import { contractOf, says } from '../../http/contract.ts'
import type { Role } from '../../../shared/role.ts'

/** Says what role a route of the admin API needs. One that says nothing needs an admin. */
export function may(role: Role): MiddlewareHandler<AdminContext> {
  const handler: MiddlewareHandler<AdminContext> = (_, next) => next()
  return says({ role }, handler)
}

/** The role that the route of a request needs: what it says itself, and an admin's where it says nothing. */
export function neededRole(c: Context): Role {
  for (const { handler } of matchedRoutes(c)) {
    const { role } = contractOf(handler)
    if (role !== undefined) return role
  }
  return 'admin'
}
