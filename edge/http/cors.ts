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

/** The answer to a browser that asks before it sends. */
export function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? 'content-type',
      'access-control-max-age': '86400',
    },
  })
}
