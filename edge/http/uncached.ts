import type { MiddlewareHandler } from 'hono'

/** Keeps answers out of every cache: what one may see another may not, and an edit begins with what is there now. */
export function uncached(): MiddlewareHandler {
  return async function uncached(c, next) {
    await next()
    c.header('cache-control', 'private, no-store')
  }
}
