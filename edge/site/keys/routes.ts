import { Hono } from 'hono'
import * as v from 'valibot'
import type { AdminContext } from '../../http/admin-context.ts'
import { ProblemError } from '../../http/problem-error.ts'
import { takes } from '../../http/takes.ts'
import { forgetServerKey } from '../../ingest/caller.ts'
import { may } from '../people/may.ts'
import { notPublished } from '../release/no-such-release.ts'
import { siteObject } from '../release-cache.ts'

const HOUR_MS = 3_600_000

const NewKey = v.object({ name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))) })
const Rotation = v.object({
  /** How long the old key is known beside the new one. */
  overlapHours: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(30 * 24)), 24),
})

/** Server keys: secret, shown once, kept as hashes. */
export const keyRoutes = new Hono<AdminContext>()
  .get('/:site/keys', may('admin'), async (c) =>
    c.json(await siteObject(c.env, c.req.param('site')).serverKeys()),
  )
  .post('/:site/keys', may('admin'), takes(NewKey), async (c) => {
    const site = c.req.param('site')
    const { name = null } = c.req.valid('json')
    const object = siteObject(c.env, site)
    if ((await object.currentNumber()) === null) throw notPublished(site)
    return c.json(await object.createServerKey(site, name, c.var.actor.name), 201)
  })
  .post('/:site/keys/:id/rotate', may('admin'), takes(Rotation), async (c) => {
    const { site, id } = c.req.param()
    const { overlapHours } = c.req.valid('json')
    const object = siteObject(c.env, site)
    const key = await object.rotateServerKey(site, id, overlapHours * HOUR_MS, c.var.actor.name)
    if (key === null) throw noSuchKey(site, id)
    return c.json(key, 201)
  })
  .delete('/:site/keys/:id', may('admin'), async (c) => {
    const { site, id } = c.req.param()
    const hash = await siteObject(c.env, site).revokeServerKey(id, c.var.actor.name)
    if (hash === null) throw noSuchKey(site, id)
    forgetServerKey(hash)
    return c.body(null, 204)
  })

function noSuchKey(site: string, id: string): ProblemError {
  return new ProblemError('not-found', { detail: `The site ${site} has no server key ${id}.` })
}
