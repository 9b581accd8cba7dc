import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { admin } from '../http/admin.ts'
import { ProblemError } from '../http/problem-error.ts'
import { readJson } from '../http/read-body.ts'
import { parseProfileRef } from '../identity/parse-profile-ref.ts'
import { profileName } from '../identity/profile-name.ts'
import { replayQuarantine } from '../ingest/replay-quarantine.ts'
import { currentRelease, refresh, siteObject } from './release-cache.ts'

const MAX_SITE_BYTES = 5 * 1024 * 1024

/** The admin API of one site. */
export const siteRoutes = new Hono<{ Bindings: Env }>()
  .use(admin())
  .put('/:site/release', async (c) => {
    const site = c.req.param('site')
    const document = await readJson(c.req.raw, MAX_SITE_BYTES)
    const id =
      typeof document === 'object' && document !== null ? (document as { id?: unknown }).id : undefined
    if (id !== site) {
      throw new ProblemError('invalid-site', {
        detail: 'The site document does not belong to this address.',
        issues: [{ pointer: '/id', found: JSON.stringify(id) ?? 'nothing', expected: JSON.stringify(site) }],
      })
    }
    const result = await siteObject(c.env, site).publish(document)
    if (result.type === 'invalid') {
      throw new ProblemError('invalid-site', {
        detail: `The site document has ${result.issues.length} ${result.issues.length === 1 ? 'mistake' : 'mistakes'}.`,
        issues: result.issues,
      })
    }
    await refresh(c.env, site)
    const { type, release, warnings } = result
    return c.json({ ...release, unchanged: type === 'unchanged', warnings })
  })
  .get('/:site/release', async (c) => {
    const release = await siteObject(c.env, c.req.param('site')).release()
    if (release === null) throw notPublished(c.req.param('site'))
    // `as`: the Site object wrote it
    return c.json({ ...(JSON.parse(release.body) as object), publishedAt: release.publishedAt })
  })
  .get('/:site/releases', async (c) => c.json(await siteObject(c.env, c.req.param('site')).releases()))
  .post('/:site/keys', async (c) => {
    const site = c.req.param('site')
    const key = await siteObject(c.env, site).createServerKey(site)
    if (key === null) throw notPublished(site)
    return c.json({ key }, 201)
  })
  .get('/:site/quarantine', async (c) => c.json(await siteObject(c.env, c.req.param('site')).quarantined()))
  .post('/:site/quarantine/replay', async (c) => {
    const site = c.req.param('site')
    const body = await readJson(c.req.raw, MAX_SITE_BYTES)
    const release = await currentRelease(c.env, site, (promise) => c.executionCtx.waitUntil(promise))
    if (release === null) throw notPublished(site)
    return c.json({ receipts: await replayQuarantine(c.env, release, body) })
  })
  .get('/:site/profiles/:ref', async (c) => {
    const site = c.req.param('site')
    const name = await nameOf(site, c.req.param('ref'))
    const report = await c.env.PROFILE.get(c.env.PROFILE.idFromName(name)).inspect()
    if (report === null) {
      throw new ProblemError('not-found', {
        detail: `The site ${site} has no profile ${c.req.param('ref')}.`,
      })
    }
    return c.body(report, 200, { 'content-type': 'application/json' })
  })

/** The object that a reference means: one of `parseProfileRef`, or a key that a list of profiles gave. */
async function nameOf(site: string, ref: string): Promise<string> {
  return /^[vcu]:[A-Za-z0-9_-]+$/.test(ref) ? `${site}:${ref}` : profileName(site, parseProfileRef(ref))
}

function notPublished(site: string): ProblemError {
  return new ProblemError('site-not-published', {
    detail: `The site ${JSON.stringify(site)} has no release yet. Publish one: npm run publish-site -- <file>`,
  })
}
