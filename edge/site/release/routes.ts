import { Hono } from 'hono'
import * as v from 'valibot'
import { siteChanges, type Release } from '../../../shared/release/index.ts'
import type { AdminContext } from '../../http/admin-context.ts'
import { asks } from '../../http/asks.ts'
import { parseInput } from '../../http/input.ts'
import { takes } from '../../http/takes.ts'
import { linkNext, Page } from '../../http/page.ts'
import { takesJson } from '../../http/takes-json.ts'
import type { Env } from '../../env.ts'
import { readVersion } from '../draft/condition.ts'
import { may } from '../people/may.ts'
import { refresh, siteObject } from '../release-cache.ts'
import { checkSiteId } from '../site-id.ts'
import { siteList } from '../site-list.ts'
import { documentNamed } from './document-named.ts'
import { Message } from './message.ts'
import { noSuchRelease, notPublished } from './no-such-release.ts'
import type { Moved, PublishResult } from './publishing.ts'
import { readNumber } from './read-number.ts'
import { refused } from './refused.ts'

const MAX_SITE_BYTES = 5 * 1024 * 1024

const PublishBody = v.object({ message: v.optional(Message) })
const RollbackBody = v.object({ reason: v.pipe(Message, v.minLength(1)) })

/** A document: the number of a release (0: nothing), `current`, or `draft`. */
const Comparison = v.object({ from: v.optional(v.string(), 'current'), to: v.optional(v.string(), 'draft') })

/** Releases: what was published, and publishing. */
export const releaseRoutes = new Hono<AdminContext>()
  .put('/:site/release', may('publisher'), takesJson(MAX_SITE_BYTES), async (c) => {
    const site = c.req.param('site')
    const document = checkSiteId(site, c.req.valid('json'))
    const message = parseInput(v.optional(Message), c.req.query('message')) ?? null
    const object = siteObject(c.env, site)
    const result = await object.publish(document, { author: c.var.actor.name, message })
    return c.json(await published(c.env, site, result))
  })
  .get('/:site/release', may('viewer'), async (c) => {
    const site = c.req.param('site')
    const release = await siteObject(c.env, site).release()
    if (release === null) throw notPublished(site)
    const { body, ...head } = release
    // `as`: the Site object wrote it
    return c.json({ ...(JSON.parse(body) as Release), ...head })
  })
  .get('/:site/releases', may('viewer'), asks(Page), async (c) => {
    const page = c.req.valid('query')
    const releases = await siteObject(c.env, c.req.param('site')).releases(page)
    linkNext(
      c,
      page,
      releases.map(({ number }) => number),
    )
    return c.json(releases)
  })
  .post('/:site/releases', may('publisher'), takes(PublishBody), async (c) => {
    const site = c.req.param('site')
    const version = readVersion(c)
    const { message = null } = c.req.valid('json')
    const object = siteObject(c.env, site)
    const result = await object.publishDraft(version, { author: c.var.actor.name, message })
    return c.json(await published(c.env, site, result), 201)
  })
  .get('/:site/releases/:number', may('viewer'), async (c) => {
    const { site } = c.req.param()
    const number = readNumber(c.req.param('number'))
    const release = await siteObject(c.env, site).release(number)
    if (release === null) throw noSuchRelease(site, number)
    const { body, ...head } = release
    // `as`: the Site object wrote it
    return c.json({ ...(JSON.parse(body) as Release), ...head })
  })
  .post('/:site/releases/:number/rollback', may('publisher'), takes(RollbackBody), async (c) => {
    const { site } = c.req.param()
    const number = readNumber(c.req.param('number'))
    const { reason } = c.req.valid('json')
    const result = await siteObject(c.env, site).rollBack(number, c.var.actor.name, reason)
    if (result === null) throw noSuchRelease(site, number)
    return c.json(await published(c.env, site, result), 201)
  })
  .get('/:site/compare', may('viewer'), asks(Comparison), async (c) => {
    const site = c.req.param('site')
    const { from, to } = c.req.valid('query')
    const [before, after] = await Promise.all([
      documentNamed(c.env, site, from),
      documentNamed(c.env, site, to),
    ])
    return c.json({ from, to, changes: siteChanges(before, after) })
  })

async function published(env: Env, site: string, result: PublishResult | Moved) {
  if (!('release' in result)) throw await refused(env, site, result)
  const { type, release, name, warnings } = result
  await Promise.all([refresh(env, site), siteList(env).put({ id: site, name })])
  return { ...release, unchanged: type === 'unchanged', warnings }
}
