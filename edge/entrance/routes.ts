import { Hono } from 'hono'
import type { AdminContext } from '../http/admin-context.ts'
import { ProblemError } from '../http/problem-error.ts'
import { may } from '../site/people/may.ts'
import { entranceObject } from './entrance-object.ts'

/** What comes to a site, as it comes. */
export const entranceRoutes = new Hono<AdminContext>().get('/:site/events/live', may('editor'), async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw new ProblemError('invalid-live-request', { detail: 'This address speaks WebSocket only.' })
  }
  const origin = c.req.header('origin')
  // A browser sends cookies with the sockets of any page, and shows each page what they say
  if (origin !== undefined && origin !== new URL(c.req.url).origin) {
    throw new ProblemError('foreign-page', {
      detail: `Only pages of ${new URL(c.req.url).origin} watch; this one is of ${origin}. Programs send the admin token.`,
    })
  }
  return entranceObject(c.env, c.req.param('site')).fetch(c.req.raw)
})
