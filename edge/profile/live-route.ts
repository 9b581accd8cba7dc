import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { isLocal } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { profileName } from '../identity/profile-name.ts'
import { isOwnHost, readVisitorCookie } from '../identity/visitor-cookie.ts'
import { verifyVisitorId } from '../identity/visitor-id.ts'
import { checkOrigin, identifyCaller } from '../ingest/caller.ts'
import { profileObject } from './profile-object.ts'
import { openPreviewSocket } from '../preview/open-preview-socket.ts'
import { isPreviewKey } from '../preview/preview-key.ts'
import { askOf, withAsk } from './live-ask.ts'

/**
 * `GET /v1/live`: a WebSocket that brings new decisions when something changed without the page's doing: time passed, or
 * another tab acted. Only a signed id opens one; browsers apply no CORS to sockets, so the origin is checked here.
 */
export const liveRoute = new Hono<{ Bindings: Env }>().get('/live', async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw new ProblemError('invalid-live-request', { detail: 'This address speaks WebSocket only.' })
  }
  const { key = '', id } = c.req.query()
  if (isPreviewKey(key)) return openPreviewSocket(c)
  const caller = await identifyCaller(c.env, key, (promise) => c.executionCtx.waitUntil(promise))
  checkOrigin(c.req.raw, caller)
  const given = (isOwnHost(c.req.raw) ? readVisitorCookie(c.req.raw, caller.site) : null) ?? id
  const visitor = given ? await verifyVisitorId(c.env.EDGEWISE_SECRET, caller.site, given) : null
  if (visitor === null) {
    throw new ProblemError('invalid-live-request', {
      detail:
        'A live socket needs the signed visitor id that /v1/interact gave: its cookie, or the parameter "id".',
    })
  }
  const ask = askOf(c.req.query(), isLocal(c.env))
  const headers = withAsk(c.req.raw.headers, ask)
  const name = await profileName(caller.site, { kind: 'visitor', id: visitor.core })
  return profileObject(c.env, name).fetch('https://profile/live', { headers })
})
