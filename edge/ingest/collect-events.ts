import type { Context } from 'hono'
import type { Facts, Receipt } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { corsHeaders } from '../http/cors.ts'
import { profileName, type ProfileRef } from '../identity/profile-name.ts'
import { isOwnHost, readVisitorCookie } from '../identity/visitor-cookie.ts'
import { verifyVisitorId } from '../identity/visitor-id.ts'
import type { Quarantined } from '../profile/log-row.ts'
import type { Call, Limited } from '../profile/call.ts'
import { lastPage } from '../profile/last-page.ts'
import { profileObject } from '../profile/profile-object.ts'
import { isOfErased } from '../profile/refuse-erased.ts'
import { siteObject } from '../site/release-cache.ts'
import { answerLater } from './answer-later.ts'
import { checkOrigin, identifyCaller, type Caller } from './caller.ts'
import {
  isNetworkWithinLimit,
  isVisitorWithinLimit,
  LIMITED_REASON,
  LIMITER_PAUSE_MS,
} from './call-limits.ts'
import { eventLimit } from './event-limit.ts'
import { BOT_REASON, isBot } from './is-bot.ts'
import { refuseAll } from './refuse-all.ts'
import { requestFacts } from './request-facts.ts'
import { routeEvent } from './route-event.ts'
import { messageIdOf, parseAll, quarantine, take, type Taken } from './take-events.ts'
import { tellEntrance } from './tell-entrance.ts'
import { logFailure } from '../log-failure.ts'

/** What a request of Segment's HTTP API brings. */
export interface Collected {
  readonly key: string
  readonly sentAt: string | number | null
  readonly events: readonly unknown[]
  /** The word on consent beside the events, for those that have none of their own. */
  readonly consent: unknown
  /** The request's body. */
  readonly text: string
}

interface ProfileBatch extends Taken {
  readonly ref: ProfileRef
}

interface NamedBatch extends ProfileBatch {
  /** The name of the profile's object. */
  readonly name: string
}

/**
 * Files events under their profiles, of which a request may mix several, and answers with their receipts. If any
 * profile failed the answer is 503: a Segment client then sends all again, and what was committed is a duplicate.
 */
export async function collectEvents(
  c: Context<{ Bindings: Env }>,
  { key, sentAt, events, consent, text }: Collected,
): Promise<Response> {
  const receivedAt = Date.now()
  const caller = await identifyCaller(c.env, key, (promise) => c.executionCtx.waitUntil(promise))
  checkOrigin(c.req.raw, caller)
  const from = caller.isServer ? 'server' : 'client'
  const refuse = (status: 'rejected' | 'retry', reason: string): readonly Receipt[] => {
    const receipts = refuseAll(events, status, reason)
    tellEntrance(
      c,
      caller,
      { from, events, about: () => ({ facts: {} }) },
      { ofNobody: receipts, without: reason, answer: () => ({ receipts }) },
    )
    return receipts
  }
  if (!caller.isServer && isBot(c.req.raw)) {
    const receipts = refuse('rejected', BOT_REASON)
    return c.json({ success: true, receipts }, 200, corsHeaders(c.req.raw))
  }

  if (!(await isNetworkWithinLimit(c.env, caller, c.req.raw))) {
    const detail = 'There are too many calls of this key from your network. Send the events again, unchanged.'
    return answerLater(c, 'rate-limited', detail, refuse('retry', LIMITED_REASON), LIMITER_PAUSE_MS)
  }

  const cookie = isOwnHost(c.req.raw) ? readVisitorCookie(c.req.raw, caller.site) : null
  const visitor = cookie === null ? null : await verifyVisitorId(c.env.EDGEWISE_SECRET, caller.site, cookie)
  const receipts: Receipt[] = []
  /** Those of what neither a profile nor the site has in its books. */
  const ofNobody: Receipt[] = []
  const giveUp = (refused: readonly Receipt[]): void => {
    receipts.push(...refused)
    ofNobody.push(...refused)
  }
  const profiles = new Map<string, ProfileBatch>()
  const sending = {
    receivedAt,
    sentAt,
    channel: caller.isServer ? 'server' : 'web',
    isServer: caller.isServer,
    enrich: caller.release.enrich,
    allowedEvents: caller.release.allowedEvents,
  }
  const homeless: Quarantined[] = []
  parseAll(events, text).forEach((event, index) => {
    const raw = events[index]
    const routed = routeEvent(raw, consent, caller, visitor)
    switch (routed.type) {
      case 'profile': {
        const group = `${routed.ref.kind}:${routed.ref.id}`
        let into = profiles.get(group)
        if (into === undefined) profiles.set(group, (into = { ref: routed.ref, events: [], quarantined: [] }))
        take(into, event, raw, sending)
        break
      }
      case 'homeless':
        homeless.push(quarantine(raw, event.ok ? routed.reason : event.reason, sentAt))
        break
      case 'rejected':
        giveUp([{ messageId: messageIdOf(raw) ?? '', status: 'rejected', reason: routed.reason }])
        break
    }
  })

  const batches = await Promise.all(
    [...profiles.values()].map(async (batch) => ({
      ...batch,
      name: await profileName(caller.site, batch.ref),
    })),
  )
  // Only a page's own request speaks for its visitor
  const isOfPage = !caller.isServer && c.req.raw.headers.has('origin')
  const enrichment = { enrich: caller.release.enrich, receivedAt, mayAdvertise: false }
  const factsOf = ({ ref, events }: ProfileBatch): Facts => ({
    ...(isOfPage && requestFacts(c.req.raw, lastPage(events), enrichment)),
    ...(ref.kind === 'user' && { identity: { userId: ref.id } }),
  })
  const answers = await Promise.allSettled(
    batches.map((batch) => collect(c.env, caller, batch, factsOf(batch))),
  )
  let failed = 0
  let pauseMs = 0
  answers.forEach((answer, index) => {
    if (answer.status === 'rejected') {
      failed += 1
      logFailure('a profile did not take its events', answer.reason)
      giveUp(retryAll(batches[index]!, 'unavailable: the profile did not answer'))
    } else if ('retryAfterMs' in answer.value) {
      pauseMs = Math.max(pauseMs, answer.value.retryAfterMs)
      giveUp(retryAll(batches[index]!, LIMITED_REASON))
    } else {
      receipts.push(...answer.value)
      ofNobody.push(...answer.value.filter(isOfErased))
    }
  })
  if (homeless.length > 0) receipts.push(...(await keepHomeless(c.env, caller, homeless)))
  const about = () => {
    const page = lastPage(batches.flatMap((batch) => batch.events))
    return { page, facts: isOfPage ? requestFacts(c.req.raw, page, enrichment) : {} }
  }
  const [only] = batches.length === 1 ? batches : []
  tellEntrance(
    c,
    caller,
    { from, events, about },
    { ofNobody, ...(only && { name: only.name }), answer: () => ({ receipts }) },
  )

  if (failed > 0) {
    const detail = `${failed} of ${batches.length} profiles did not take their events. Send the batch again: what was taken is answered as a duplicate.`
    return answerLater(c, 'unavailable', detail, receipts, 2_000)
  }
  if (pauseMs > 0) {
    const detail =
      'A visitor sent too much at once. Send it again: what was taken is answered as a duplicate.'
    return answerLater(c, 'rate-limited', detail, receipts, pauseMs)
  }
  return c.json({ success: true, receipts }, 200, corsHeaders(c.req.raw))
}

async function collect(
  env: Env,
  caller: Caller,
  { ref, name, events, quarantined }: NamedBatch,
  facts: Facts,
): Promise<readonly Receipt[] | Limited> {
  if (!(await isVisitorWithinLimit(env, caller, name, ref.kind === 'anonymous')))
    return { retryAfterMs: LIMITER_PAUSE_MS }
  const limit = eventLimit(caller, ref.kind)
  const call: Call = { release: caller.release.number, quarantined, facts, ...(limit && { limit }) }
  return profileObject(env, name).collect(JSON.stringify(call), JSON.stringify(events))
}

/** Receipts of events that a profile was not asked to take, or did not take. */
function retryAll({ events, quarantined }: Taken, reason: string): Receipt[] {
  const ids = [...events.map(({ id }) => id), ...quarantined.map(({ messageId }) => messageId)]
  return ids.map((messageId) => ({ messageId, status: 'retry', reason }))
}

/** Keeps events that belong to no profile with the site, so that they can be seen and sent again. */
async function keepHomeless(
  env: Env,
  { site }: Caller,
  events: readonly Quarantined[],
): Promise<readonly Receipt[]> {
  return siteObject(env, site).quarantine(events)
}
