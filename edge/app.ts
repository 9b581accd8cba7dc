import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { consoleRoute } from './console/route.ts'
import { isLocal, OPTIONAL_BINDINGS, type Env } from './env.ts'
import { corsHeaders, preflight } from './http/cors.ts'
import { ProblemError } from './http/problem-error.ts'
import { uncached } from './http/uncached.ts'
import { batchRoute } from './ingest/batch.ts'
import { clientSettingsRoute } from './ingest/client-settings.ts'
import { interactRoute } from './ingest/interact.ts'
import { singleCallRoutes } from './ingest/single-call.ts'
import { eraseRoute } from './profile/erase-route.ts'
import { previewPageRoutes } from './preview/page-routes.ts'
import { liveRoute } from './profile/live-route.ts'
import { sessionRoutes } from './site/people/session-routes.ts'
import { siteRoutes } from './site/routes.ts'
import { sitesRoutes } from './site/sites-routes.ts'
import { logFailure } from './log-failure.ts'

const root = new Hono<{ Bindings: Env }>()

export const app = root
  .use(methodNotAllowed({ app: root, onMethodNotAllowed: (c, methods) => otherMethod(c.req.raw, methods) }))
  .use('/v1/*', preflight())
  .use('/api/*', uncached())
  .route('/v1', interactRoute)
  .route('/v1', batchRoute)
  .route('/v1', singleCallRoutes)
  .route('/v1', clientSettingsRoute)
  .route('/v1', liveRoute)
  .route('/v1', eraseRoute)
  .route('/v1', previewPageRoutes)
  .route('/api/session', sessionRoutes)
  .route('/api/sites', sitesRoutes)
  .route('/api/sites', siteRoutes)
  .route('/console', consoleRoute)
  .get('/healthz', (c) => {
    const bindings = Object.fromEntries(OPTIONAL_BINDINGS.map((name) => [name, c.env[name] !== undefined]))
    return c.json({ status: 'ok', local: isLocal(c.env), bindings })
  })
  .notFound((c) => {
    const detail = `Nothing answers ${c.req.method} ${new URL(c.req.url).pathname}.`
    return new ProblemError('not-found', { detail }, corsHeadersOf(c.req.raw)).getResponse()
  })
  .onError((error, c) => {
    const answer = error instanceof HTTPException ? error.getResponse() : unforeseen(error)
    const headers = { ...Object.fromEntries(answer.headers), ...corsHeadersOf(c.req.raw) }
    return new Response(answer.body, { status: answer.status, headers })
  })

function otherMethod(request: Request, methods: readonly string[]): Response {
  const allow = methods.join(', ')
  const detail = `${new URL(request.url).pathname} does not take ${request.method}. It takes ${allow}.`
  return new ProblemError(
    'method-not-allowed',
    { detail },
    { allow, ...corsHeadersOf(request) },
  ).getResponse()
}

/** Pages of other origins may read failures of what pages call, and nothing of the admin API. */
function corsHeadersOf(request: Request): Record<string, string> {
  return new URL(request.url).pathname.startsWith('/v1/') ? corsHeaders(request) : {}
}

/** A bug, or a platform that fails: what was sent is to be sent again. */
function unforeseen(error: Error): Response {
  logFailure('a request failed', error)
  const detail = 'Something failed on our side. Send it again in a moment.'
  return new ProblemError('unavailable', { detail }, { 'retry-after': '5' }).getResponse()
}

export type App = typeof app
