import { Hono } from 'hono'
import * as v from 'valibot'
import { ViewSchema } from '../../shared/preview/index.ts'
import type { AdminContext } from '../http/admin-context.ts'
import { ProblemError } from '../http/problem-error.ts'
import { takes } from '../http/takes.ts'
import { may } from '../site/people/may.ts'
import { currentRelease } from '../site/release-cache.ts'
import { checkView } from './check-view.ts'
import { previewObject } from './preview-key.ts'

const MINUTE_MS = 60_000

const NewPreview = v.strictObject({
  /** Whose pages show it: one of the site's origins, or the Worker's own. */
  origin: v.pipe(v.string(), v.url()),
  view: v.optional(ViewSchema, {}),
  /** How long it goes on at most. @default 480, which is the most */
  minutes: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(480)), 480),
})
const Change = v.strictObject({ view: ViewSchema })

/** Previews on the site's own pages. */
export const previewRoutes = new Hono<AdminContext>()
  .get('/:site/previews', may('editor'), async (c) =>
    c.json(await previewObject(c.env, c.req.param('site')).previews()),
  )
  .post('/:site/previews', may('editor'), takes(NewPreview), async (c) => {
    const site = c.req.param('site')
    const { origin, view, minutes } = c.req.valid('json')
    checkView(view)
    const release = await currentRelease(c.env, site, (promise) => c.executionCtx.waitUntil(promise))
    if (origin !== new URL(c.req.url).origin && !release?.origins.has(origin)) {
      throw new ProblemError('origin-not-allowed', {
        detail: `The site does not list the origin ${origin}. Add it to its origins and publish: previews open there only.`,
      })
    }
    const order = { view, origin, createdBy: c.var.actor.name, lifetimeMs: minutes * MINUTE_MS }
    return c.json(await previewObject(c.env, site).begin(order), 201)
  })
  .put('/:site/previews/:id', may('editor'), takes(Change), async (c) => {
    const { site, id } = c.req.param()
    const { view } = c.req.valid('json')
    checkView(view)
    if (!(await previewObject(c.env, site).change({ id }, view))) throw noSuchPreview(site, id)
    return c.body(null, 204)
  })
  .delete('/:site/previews/:id', may('editor'), async (c) => {
    const { site, id } = c.req.param()
    if (!(await previewObject(c.env, site).end({ id }))) throw noSuchPreview(site, id)
    return c.body(null, 204)
  })

function noSuchPreview(site: string, id: string): ProblemError {
  return new ProblemError('not-found', { detail: `The site ${site} has no preview ${id}, or it is over.` })
}
