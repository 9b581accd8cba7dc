import type { MiddlewareHandler } from 'hono'

/**
 * Lets pages of other origins read the answers. The origin itself is checked against the site's list by each handler,
 * once it knows the site: a refusal is then a readable problem, not a riddle in the browser's console.
 */
export function cors(): MiddlewareHandler {
  return async function cors(c, next) {
    const origin = c.req.header('origin')
    if (origin === undefined) return next()
    if (c.req.method === 'OPTIONS') {
      return c.body(null, 204, {
        ...allow(origin),
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': c.req.header('access-control-request-headers') ?? 'content-type',
        'access-control-max-age': '86400',
      })
    }
    await next()
    // A socket has no CORS, and its answer's headers are sealed
    if (c.res.webSocket) return
    for (const [name, value] of Object.entries(allow(origin))) c.res.headers.set(name, value)
  }
}

function allow(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after, server-timing',
    vary: 'origin',
  }
}
