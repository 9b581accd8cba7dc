import { Hono } from 'hono'
import type { JsonObject } from '../../../shared/json.ts'
import type { AdminContext } from '../../http/admin-context.ts'
import { asks } from '../../http/asks.ts'
import { linkNext, Page } from '../../http/page.ts'
import { may } from '../people/may.ts'
import { siteObject } from '../release-cache.ts'

/** Who did what to a site, and when. */
export const auditRoutes = new Hono<AdminContext>().get(
  '/:site/audit',
  may('admin'),
  asks(Page),
  async (c) => {
    const page = c.req.valid('query')
    const entries = await siteObject(c.env, c.req.param('site')).auditPage(page)
    linkNext(
      c,
      page,
      entries.map(({ seq }) => seq),
    )
    return c.json(
      entries.map((entry) => ({
        ...entry,
        // `as`: the Site object wrote it
        changes: entry.changes === null ? null : (JSON.parse(entry.changes) as JsonObject),
      })),
    )
  },
)
