import { Hono, type MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { SiteConfig } from '../../shared/release/index.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../http/problem-error.ts'
import { takes } from '../http/takes.ts'
import { draftAnswer } from './draft/draft-answer.ts'
import { newWriteKey } from './draft/new-write-key.ts'
import { noSuchSite } from './no-such-site.ts'
import { identify, type Caller } from './people/caller.ts'
import { signInNeeded } from './people/sign-in-needed.ts'
import { siteObject } from './release-cache.ts'
import { siteList, sitesOf } from './site-list.ts'

const { id, name, timezone } = SiteConfig.entries
const NewSite = v.strictObject({ id, name, timezone })

/** The sites that there are, and new ones. */
export const sitesRoutes = new Hono<{ Bindings: Env }>()
  .get('/', async (c) => {
    const caller = await identify(c.env, c.req.raw)
    if (caller === null) throw signInNeeded()
    return c.json(await sitesOf(c.env, caller))
  })
  .post('/', mayMakeSites(), takes(NewSite), async (c) => {
    const { caller } = c.var
    const site = c.req.valid('json')
    const object = siteObject(c.env, site.id)
    if (!(await object.create(emptySite(site), caller.name))) {
      throw new ProblemError('already-exists', {
        detail: `There is a site ${JSON.stringify(site.id)} already.`,
      })
    }
    await siteList(c.env).put({ id: site.id, name: site.name })
    const draft = await object.draft()
    if (draft === null) throw noSuchSite(site.id)
    return c.json(draftAnswer(c, draft), 201)
  })

/** Lets through whoever has the admin token, and admins of other sites. */
function mayMakeSites(): MiddlewareHandler<{ Bindings: Env; Variables: { caller: Caller } }> {
  return async function mayMakeSites(c, next) {
    const caller = await identify(c.env, c.req.raw)
    if (caller === null) throw signInNeeded()
    const isAdmin =
      caller.everywhere === 'admin' || (await sitesOf(c.env, caller)).some(({ role }) => role === 'admin')
    if (!isAdmin) {
      throw new ProblemError('not-allowed', {
        detail: 'Only admins of a site, and the operator, make new sites.',
      })
    }
    c.set('caller', caller)
    await next()
  }
}

/** A site that nothing is told of yet. A page can use its key once it is published. */
function emptySite(site: v.InferOutput<typeof NewSite>): string {
  return JSON.stringify({
    schema: 'site/1',
    ...site,
    origins: [],
    writeKeys: [{ key: newWriteKey(site.id), consent: 'required' }],
    goals: [],
    segments: [],
    slots: [],
    experiences: [],
  })
}
