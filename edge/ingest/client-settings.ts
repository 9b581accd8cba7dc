import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { corsHeaders } from '../http/cors.ts'
import { ProblemError } from '../http/problem-error.ts'
import { checkOrigin, identifyCaller } from './caller.ts'

/**
 * `GET /v1/projects/:key/settings`: what Segment's browser client asks its `cdnURL` for before it sends anything. It is
 * told to send here, and to keep its own metrics, which would go to Segment, to itself.
 */
export const clientSettingsRoute = new Hono<{ Bindings: Env }>().get('/projects/:key/settings', async (c) => {
  const key = c.req.param('key')
  const caller = await identifyCaller(c.env, key, (promise) => c.executionCtx.waitUntil(promise))
  checkOrigin(c.req.raw, caller)
  if (caller.isServer) {
    throw new ProblemError('unknown-key', {
      detail: 'A server key is a secret: pages use a write key of the site document (ewk_…).',
    })
  }
  const { host, protocol } = new URL(c.req.url)
  const settings = {
    integrations: {
      'Segment.io': { apiKey: key, apiHost: `${host}/v1`, protocol: protocol.slice(0, -1) },
    },
    metrics: { sampleRate: 0 },
  }
  return c.json(settings, 200, { ...corsHeaders(c.req.raw), 'cache-control': 'public, max-age=60' })
})
