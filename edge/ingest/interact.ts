import { Hono, type Context } from 'hono'
import {
  InteractRequest,
  MAX_BATCH_BYTES,
  type Facts,
  type InteractResponse,
} from '../../shared/event/index.ts'
import { isLocal, type Env } from '../env.ts'
import { corsHeaders } from '../http/cors.ts'
import { parseInput } from '../http/input.ts'
import { readBody, parseJson } from '../http/read-body.ts'
import { profileName } from '../identity/profile-name.ts'
import { isOwnHost, readVisitorCookie, visitorCookie } from '../identity/visitor-cookie.ts'
import { mintVisitorId, verifyVisitorId, type VisitorId } from '../identity/visitor-id.ts'
import { inTime } from '../object/in-time.ts'
import { isPreviewKey } from '../preview/preview-key.ts'
import { seePreview } from '../preview/see-preview.ts'
import type { Visit } from '../profile/call.ts'
import { cookieOfErased, eraseVisitor } from '../profile/erase-visitor.ts'
import { profileObject } from '../profile/profile-object.ts'
import { ReleaseUnavailable } from '../site/release-unavailable.ts'
import { answerLater } from './answer-later.ts'
import { checkOrigin, identifyCaller, type Caller } from './caller.ts'
import {
  isNetworkWithinLimit,
  isVisitorWithinLimit,
  LIMITED_REASON,
  LIMITER_PAUSE_MS,
} from './call-limits.ts'
import { eventLimit } from './event-limit.ts'
import { contextualState } from './contextual-state.ts'
import { BOT_REASON, isBot } from './is-bot.ts'
import { refuseAll } from './refuse-all.ts'
import { requestFacts } from './request-facts.ts'
import { stateWithoutRelease } from './state-without-release.ts'
import { parseAll, take, type Taken } from './take-events.ts'
import { tellEntrance, type Call } from './tell-entrance.ts'
import { logFailure } from '../log-failure.ts'

/** How long a page waits for its visitor's profile, where the site does not say. */
const DECISION_BUDGET_MS = 2_000

const NO_CONSENT = 'consent-missing: the visitor has not granted "analytics"'

/**
 * `POST /v1/interact`: what one visitor did goes in, what they see now comes back. Touches one profile, and answers 200
 * only when that has committed.
 */
export const interactRoute = new Hono<{ Bindings: Env }>().post('/interact', async (c) => {
  const startedAt = performance.now()
  const receivedAt = Date.now()
  const text = await readBody(c.req.raw, MAX_BATCH_BYTES)
  const request = parseInput(InteractRequest, parseJson(text))
  if (isPreviewKey(request.writeKey)) return seePreview(c, request)
  const caller = await callerOf(c, request.writeKey)
  if (caller === null) {
    const reason = 'unavailable: nothing says what the site shows; send it again'
    const receipts = refuseAll(request.batch, 'retry', reason)
    return c.json<InteractResponse>(
      { receipts, ...stateWithoutRelease(request.slots), degraded: true },
      200,
      corsHeaders(c.req.raw),
    )
  }
  checkOrigin(c.req.raw, caller)

  const call = (facts: Facts): Call => ({
    from: 'page',
    events: request.batch,
    about: () => ({ page: request.page, facts }),
  })
  const tooMuch = (retryAfterMs: number): Response => {
    const receipts = refuseAll(request.batch, 'retry', LIMITED_REASON)
    tellEntrance(c, caller, call({}), {
      ofNobody: receipts,
      without: LIMITED_REASON,
      answer: () => ({ receipts }),
    })
    const detail = 'There are too many calls of this visitor, or of their network. Send it again, unchanged.'
    return answerLater(c, 'rate-limited', detail, receipts, retryAfterMs)
  }
  if (!(await isNetworkWithinLimit(c.env, caller, c.req.raw))) return tooMuch(LIMITER_PAUSE_MS)

  const consent = request.consent ?? {
    analytics: 'unknown',
    personalization: 'unknown',
    advertising: 'unknown',
  }
  const facts = requestFacts(c.req.raw, request.page, {
    enrich: caller.release.enrich,
    receivedAt,
    mayAdvertise: consent.advertising === 'granted',
  })
  const mayKeep = consent.analytics === 'granted' || (request.consent === undefined && caller.consentObtained)
  const mayPersonalize = mayKeep && (consent.personalization === 'granted' || request.consent === undefined)
  const debug = request.debug === true && isLocal(c.env)
  const ask = {
    ...(request.slots && { slots: request.slots }),
    ...(request.page && { page: request.page }),
    debug,
  }

  const withoutProfile = (
    status: 'rejected' | 'retry',
    reason: string,
    more: Pick<InteractResponse, 'anonymousId' | 'degraded'> = {},
  ): Response => {
    const receipts = refuseAll(request.batch, status, reason)
    const state = contextualState(caller.release, facts, ask, receivedAt, startedAt)
    tellEntrance(c, caller, call(facts), {
      ofNobody: receipts,
      without: reason,
      answer: () => ({ receipts, decisions: state.decisions }),
    })
    return c.json<InteractResponse>({ receipts, ...state, ...more }, 200, {
      ...corsHeaders(c.req.raw),
      'server-timing': serverTiming(startedAt),
    })
  }

  if (consent.analytics === 'denied') {
    // After `reset` the id is of whoever was here before, who has withdrawn nothing
    const erased = request.reset === true || (await withdraw(c.env, caller, c.req.raw, request))
    const cookie = erased && cookieOfErased(c.req.raw, caller.site)
    if (cookie) c.header('set-cookie', cookie)
    return withoutProfile('rejected', NO_CONSENT, erased && request.anonymousId ? { anonymousId: null } : {})
  }
  if (!mayKeep || (!caller.isServer && isBot(c.req.raw))) {
    return withoutProfile('rejected', mayKeep ? BOT_REASON : NO_CONSENT)
  }

  const visitor = await visitorOf(c.req.raw, c.env, caller, request)
  if (visitor === null) {
    // A forged or foreign id: it reads nothing and makes no object; its page forgets it and sends again
    if (readVisitorCookie(c.req.raw, caller.site))
      c.header('set-cookie', visitorCookie(c.req.raw, caller.site, null))
    return withoutProfile('retry', 'foreign-id: this edge did not sign the visitor id', { anonymousId: null })
  }

  const name = await profileName(caller.site, { kind: 'visitor', id: visitor.core })
  if (!(await isVisitorWithinLimit(c.env, caller, name, false))) return tooMuch(LIMITER_PAUSE_MS)

  const taken: Taken = { events: [], quarantined: [] }
  const sending = {
    receivedAt,
    sentAt: request.sentAt,
    channel: 'web',
    isServer: caller.isServer,
    enrich: caller.release.enrich,
    allowedEvents: caller.release.allowedEvents,
  }
  parseAll(request.batch, text).forEach((event, index) => take(taken, event, request.batch[index], sending))
  const limit = eventLimit(caller, 'visitor')
  const keepsItself = isOwnHost(c.req.raw)
  const visit: Visit = {
    release: caller.release.number,
    quarantined: taken.quarantined,
    ...(limit && { limit }),
    facts: { ...facts, consent },
    ask: { ...ask, personalize: mayPersonalize },
    ...(!keepsItself && { anonymousId: visitor.id }),
  }
  const work = profileObject(c.env, name).interact(JSON.stringify(visit), JSON.stringify(taken.events))
  const budgetMs = caller.release.site.decisionBudgetMs ?? DECISION_BUDGET_MS
  const answer = await inTime<Awaited<typeof work> | null>(work, budgetMs, () => null)
  if (answer === null) {
    // It may commit all the same: sent again, its events are duplicates
    c.executionCtx.waitUntil(work.catch((error: unknown) => logFailure('a slow profile failed', error)))
    const reason = `slow: the profile did not answer within ${budgetMs} ms`
    if (keepsItself) c.header('set-cookie', visitorCookie(c.req.raw, caller.site, visitor.id))
    return withoutProfile('retry', reason, {
      degraded: true,
      ...(!keepsItself && { anonymousId: visitor.id }),
    })
  }
  if (typeof answer !== 'string' && 'retryAfterMs' in answer) return tooMuch(answer.retryAfterMs)

  const { text: answered, refused } = typeof answer === 'string' ? { text: answer, refused: [] } : answer
  tellEntrance(c, caller, call(facts), {
    ofNobody: refused,
    name,
    ms: performance.now() - startedAt,
    // `as`: the Profile object wrote it
    answer: () => JSON.parse(answered) as InteractResponse,
  })
  return new Response(debug ? withComputeTime(answered, performance.now() - startedAt) : answered, {
    headers: {
      ...corsHeaders(c.req.raw),
      'content-type': 'application/json',
      'server-timing': serverTiming(startedAt),
      ...(keepsItself && { 'set-cookie': visitorCookie(c.req.raw, caller.site, visitor.id) }),
    },
  })
})

/**
 * Erases the profile of a visitor who denies `analytics`; true when nothing is left to ask for. What failed, or is not done in
 * time, the page asks for again: it keeps the id until then.
 */
async function withdraw(
  env: Env,
  { site, release }: Caller,
  request: Request,
  { anonymousId }: InteractRequest,
): Promise<boolean> {
  const work = eraseVisitor(env, site, request, anonymousId).then(
    () => true,
    (error: unknown) => {
      logFailure('a visitor who withdrew consent was not erased yet', error)
      return false
    },
  )
  return inTime(work, release.site.decisionBudgetMs ?? DECISION_BUDGET_MS, () => false)
}

/** Whom a request speaks for; null while nothing says what the site's release is. */
async function callerOf(c: Context<{ Bindings: Env }>, key: string): Promise<Caller | null> {
  try {
    return await identifyCaller(c.env, key, (promise) => c.executionCtx.waitUntil(promise))
  } catch (error) {
    if (!(error instanceof ReleaseUnavailable)) throw error
    logFailure('a page was answered without a release', error)
    return null
  }
}

/** How long it took here, for the page's own measurements: the profile's answer waited for, the network not. */
function serverTiming(startedAt: number): string {
  return `ew;dur=${(performance.now() - startedAt).toFixed(2)}`
}

/** Puts the whole time at the edge where the object knows only its own. */
function withComputeTime(answer: string, computeMs: number): string {
  // `as`: the Profile object wrote it
  const response = JSON.parse(answer) as InteractResponse
  return JSON.stringify({ ...response, ...(response.debug && { debug: { ...response.debug, computeMs } }) })
}

/** The visitor of a request: by its cookie, by the id it carries, or new. Null for an id that this edge did not sign. */
async function visitorOf(
  request: Request,
  env: Env,
  { site }: Caller,
  { anonymousId, stream, reset }: InteractRequest,
): Promise<VisitorId | null> {
  const secret = env.EDGEWISE_SECRET
  const given = reset ? null : ((isOwnHost(request) ? readVisitorCookie(request, site) : null) ?? anonymousId)
  return given ? verifyVisitorId(secret, site, given) : mintVisitorId(secret, site, stream)
}
