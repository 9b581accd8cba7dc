import type { MiddlewareHandler } from 'hono'

/**
 * The headers that let a page of another origin read an answer. The origin itself is checked against the site's list by
 * each handler, once it knows the site: a refusal is then a readable problem, not a riddle in the browser's console.
 */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after, server-timing',
    vary: 'origin',
  }
}

/** Answers a browser that asks before it sends. */
export function preflight(): MiddlewareHandler {
  return async function preflight(c, next) {
    if (c.req.method !== 'OPTIONS') return next()
    const requested = c.req.header('access-control-request-headers') ?? 'content-type'
    return c.body(null, 204, {
      ...corsHeaders(c.req.raw),
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': requested,
      'access-control-max-age': '86400',
    })
  }
}
