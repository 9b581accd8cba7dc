import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { toProblem } from '../shared/problem/index.ts'
import { isLocal, type Env } from './env.ts'
import { cors } from './http/cors.ts'
import { ProblemError } from './http/problem-error.ts'
import { batchRoute } from './ingest/batch.ts'
import { interactRoute } from './ingest/interact.ts'
import { liveRoute } from './profile/live-route.ts'
import { siteRoutes } from './site/routes.ts'

export const app = new Hono<{ Bindings: Env }>()
  .use('/v1/*', cors())
  .route('/v1', interactRoute)
  .route('/v1', batchRoute)
  .route('/v1', liveRoute)
  .route('/api/sites', siteRoutes)
  .get('/healthz', (c) => c.json({ status: 'ok', local: isLocal(c.env) }))
  .notFound((c) => {
    const detail = `Nothing answers ${c.req.method} ${new URL(c.req.url).pathname}.`
    return new ProblemError('not-found', { detail }).getResponse()
  })
  .onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    console.error(error)
    const problem = toProblem('unavailable', {
      detail: 'Something failed on our side. Send it again in a moment.',
    })
    return Response.json(problem, {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '5' },
    })
  })

export type App = typeof app
