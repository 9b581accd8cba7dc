import { Hono } from 'hono'
import * as v from 'valibot'
import { ViewSchema } from '../../shared/preview/index.ts'
import type { Env } from '../env.ts'
import { corsHeaders } from '../http/cors.ts'
import { takes } from '../http/takes.ts'
import { checkView } from './check-view.ts'
import { originOf } from './origin-of.ts'
import { previewObject, previewOf, previewOver } from './preview-key.ts'

const Start = v.strictObject({ code: v.pipe(v.string(), v.maxLength(200)) })
const Change = v.strictObject({ key: v.string(), view: ViewSchema })
const End = v.strictObject({ key: v.string() })

/** What a page in a preview calls beside `/v1/interact` and `/v1/live`, which take a preview key for a write key. */
export const previewPageRoutes = new Hono<{ Bindings: Env }>()
  .post('/preview/start', takes(Start), async (c) => {
    const { code } = c.req.valid('json')
    // A code names its site: nothing else would say whose it is
    const site = /^([a-z0-9][a-z0-9-]{0,62})\.[0-9a-f]{32}$/.exec(code)?.[1]
    if (site === undefined) throw previewOver()
    const key = await previewObject(c.env, site).start(code, originOf(c.req.raw))
    if (key === null) throw previewOver()
    return c.json({ key }, 200, corsHeaders(c.req.raw))
  })
  .post('/preview/view', takes(Change), async (c) => {
    const { key, view } = c.req.valid('json')
    checkView(view)
    const { preview, keyHash } = await previewOf(c.env, key)
    if (!(await preview.change({ keyHash, origin: originOf(c.req.raw) }, view))) throw previewOver()
    return c.body(null, 204, corsHeaders(c.req.raw))
  })
  .post('/preview/end', takes(End), async (c) => {
    const { key } = c.req.valid('json')
    const { preview, keyHash } = await previewOf(c.env, key)
    await preview.end({ keyHash, origin: originOf(c.req.raw) })
    return c.body(null, 204, corsHeaders(c.req.raw))
  })
