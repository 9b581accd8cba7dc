import { Hono } from 'hono'
import { entranceRoutes } from '../entrance/routes.ts'
import type { AdminContext } from '../http/admin-context.ts'
import { takes } from '../http/takes.ts'
import { replayQuarantine, ReplayRequest } from '../ingest/replay-quarantine.ts'
import { profileRoutes } from '../profile/routes.ts'
import { previewRoutes } from '../preview/routes.ts'
import { rollupRoutes } from '../rollup/routes.ts'
import { segmentRoutes } from '../rollup/segment-routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { consequenceRoutes } from './consequences/routes.ts'
import { draftRoutes } from './draft/routes.ts'
import { keyRoutes } from './keys/routes.ts'
import { authorized } from './people/authorized.ts'
import { may } from './people/may.ts'
import { memberRoutes } from './people/member-routes.ts'
import { qualityRoutes } from './quality/routes.ts'
import { currentRelease, siteObject } from './release-cache.ts'
import { notPublished } from './release/no-such-release.ts'
import { releaseRoutes } from './release/routes.ts'
import { scheduleRoutes } from './release/schedule-routes.ts'
import { trialRoutes } from './trial/routes.ts'

const MAX_REPLAY_BYTES = 5 * 1024 * 1024

/** The admin API of one site. */
export const siteRoutes = new Hono<AdminContext>()
  .use('/:site/*', authorized())
  .route('/', releaseRoutes)
  .route('/', scheduleRoutes)
  .route('/', draftRoutes)
  .route('/', keyRoutes)
  .route('/', auditRoutes)
  .route('/', memberRoutes)
  .route('/', rollupRoutes)
  .route('/', previewRoutes)
  .route('/', segmentRoutes)
  .route('/', trialRoutes)
  .route('/', profileRoutes)
  .route('/', consequenceRoutes)
  .route('/', qualityRoutes)
  .route('/', entranceRoutes)
  .get('/:site/quarantine', may('editor'), async (c) =>
    c.json(await siteObject(c.env, c.req.param('site')).quarantined()),
  )
  .post('/:site/quarantine/replay', may('publisher'), takes(ReplayRequest, MAX_REPLAY_BYTES), async (c) => {
    const site = c.req.param('site')
    const release = await currentRelease(c.env, site, (promise) => c.executionCtx.waitUntil(promise))
    if (release === null) throw notPublished(site)
    return c.json({ receipts: await replayQuarantine(c.env, release, c.req.valid('json')) })
  })
