import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'

/**
 * What the console's page may do. Its scripts and styles are files of its own; pictures are those that editors choose;
 * no other page frames it.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' https: data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** The editors' web app: one page for every address below `/console/`, which the page itself tells apart. */
export const consoleRoute = new Hono<{ Bindings: Env }>().get('/*', (c) => page(c.env, c.req.url))

async function page({ ASSETS }: Env, url: string): Promise<Response> {
  const file = await ASSETS?.fetch(new URL('/console/', url))
  if (file?.ok) return new Response(file.body, { headers: HEADERS })
  throw new ProblemError('not-found', {
    detail: 'This Worker serves no console: it has none of its files. "npm run build" makes them.',
  })
}
