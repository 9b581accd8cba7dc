import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { app } from '../../edge/app.ts'
import type { Env } from '../../edge/env.ts'
import type { Receipt } from '../../shared/event/index.ts'
import { aSite, CONSENTED_KEY, ORIGIN, SITE, WRITE_KEY } from './support/a-site.ts'
import { aStream, Visitor } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const client = new Client({ evict: false })
const anEvent = (anonymousId: string = crypto.randomUUID()) => ({
  type: 'track',
  event: 'A',
  messageId: crypto.randomUUID(),
  anonymousId,
})

interface Problem {
  readonly type?: string
  readonly receipts: readonly Receipt[]
}

/** A limiter as the platform binds it, that lets so many calls of a key through. */
class Limiter implements RateLimit {
  readonly keys: string[] = []
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  limit({ key }: RateLimitOptions): Promise<RateLimitOutcome> {
    this.keys.push(key)
    return Promise.resolve({ success: this.keys.filter((other) => other === key).length <= this.#limit })
  }
}

/** Posts to a Worker that has these bindings, too. */
async function post(
  bindings: Partial<Env>,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Problem }> {
  const context = createExecutionContext()
  const request = new Request(BASE + path, { method: 'POST', body: JSON.stringify(body), headers })
  const response = await app.fetch(request, { ...env, ...bindings }, context)
  await waitOnExecutionContext(context)
  // `as`: asserted on by each test
  return { status: response.status, headers: response.headers, body: (await response.json()) as Problem }
}

const interactBody = (batch: readonly object[], more: object = {}) => ({
  writeKey: WRITE_KEY,
  stream: aStream(),
  sentAt: Date.now(),
  consent: { analytics: 'granted' },
  batch,
  ...more,
})

beforeEach(async () => {
  await client.publish(aSite({ rollup: { everySeconds: 1 } }))
})

describe('calls beyond a limit', () => {
  test('[ING50] of a visitor are to be sent again later, and nothing of them is kept', async () => {
    const VISITOR_LIMITER = new Limiter(2)
    const stream = aStream()
    const send = () => post({ VISITOR_LIMITER }, '/v1/interact', interactBody([anEvent()], { stream }))
    expect([(await send()).status, (await send()).status]).toEqual([200, 200])
    const { status, headers, body } = await send()
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('10')
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ type: '/problems/rate-limited', receipts: [{ status: 'retry' }] })
    expect((await post({ VISITOR_LIMITER }, '/v1/interact', interactBody([anEvent()]))).status).toBe(200)
    expect(VISITOR_LIMITER.keys[0]).toMatch(/^ewk_test-shop_public\/test-shop:v:/)
  })

  test('[ING50] of a claimed id have a limiter of their own, and hold up the others of their batch only', async () => {
    const CLAIMED_LIMITER = new Limiter(1)
    const [busy, quiet] = [crypto.randomUUID(), crypto.randomUUID()]
    const send = (ids: readonly string[]) =>
      post({ CLAIMED_LIMITER, VISITOR_LIMITER: new Limiter(0) }, '/v1/batch', {
        writeKey: CONSENTED_KEY,
        batch: ids.map((id) => anEvent(id)),
      })
    expect((await send([busy])).status).toBe(200)
    const { status, body } = await send([busy, quiet])
    expect(status).toBe(429)
    expect(body.receipts.map(({ status }) => status)).toEqual(['retry', 'accepted'])
    expect((await client.profile(`anonymous:${busy}`)).body.counts.received).toBe(1)
    expect(CLAIMED_LIMITER.keys.join()).not.toContain(busy)
  })

  test.each([
    ['203.0.113.9', '203.0.113.77', '203.0.114.9', '203.0.113.0/24'],
    ['2001:db8:aa::1', '2001:DB8:aa:ffff::2', '2001:db8:ab::1', '2001:db8:aa::/48'],
    ['::ffff:203.0.113.9', '203.0.113.1', '::1', '203.0.113.0/24'],
  ])('[ING50] of a network are to be sent again later: %s', async (first, neighbour, other, prefix) => {
    const ADDRESS_LIMITER = new Limiter(1)
    const send = async (address: string) => {
      const headers = { 'cf-connecting-ip': address, origin: ORIGIN }
      const body = { writeKey: CONSENTED_KEY, batch: [anEvent()] }
      return (await post({ ADDRESS_LIMITER }, '/v1/batch', body, headers)).status
    }
    expect(await send(first)).toBe(200)
    expect(await send(neighbour)).toBe(429)
    expect(await send(other)).toBe(200)
    expect(ADDRESS_LIMITER.keys[0]).toBe(`${CONSENTED_KEY}/${prefix}`)
    const headers = { 'cf-connecting-ip': first }
    expect((await post({ ADDRESS_LIMITER }, '/v1/interact', interactBody([]), headers)).status).toBe(200)
    expect((await post({ ADDRESS_LIMITER }, '/v1/interact', interactBody([]), headers)).status).toBe(429)
  })

  test.each(['VISITOR_LIMITER', 'CLAIMED_LIMITER', 'ADDRESS_LIMITER'] as const)(
    '[ING50] are counted by the platform’s own limiter, bound as %s',
    async (binding) => {
      const bindings = { [binding]: env.LIMITER_OF_TESTS }
      const headers = { 'cf-connecting-ip': '198.51.100.9' }
      const [stream, anonymousId] = [aStream(), crypto.randomUUID()]
      const send = async () => {
        const claimed = { writeKey: CONSENTED_KEY, batch: [anEvent(anonymousId)] }
        const { status } =
          binding === 'CLAIMED_LIMITER'
            ? await post(bindings, '/v1/batch', claimed, headers)
            : await post(bindings, '/v1/interact', interactBody([], { stream }), headers)
        return status
      }
      // It counts by the minute, two a minute: of five calls that take less than one, the last is too many
      const statuses = [await send(), await send(), await send(), await send(), await send()]
      expect(statuses.slice(0, 2)).toEqual([200, 200])
      expect(statuses).toContain(429)
    },
  )

  test('[ING50] are not counted where nothing is bound, for servers, or while the limiter fails', async () => {
    const { body: created } = await client.admin<{ key: string }>('POST', `${SITE}/keys`)
    const none = new Limiter(0)
    const all = { ADDRESS_LIMITER: none, VISITOR_LIMITER: none, CLAIMED_LIMITER: none }
    const headers = { 'cf-connecting-ip': '203.0.113.9' }
    const ofServer = { writeKey: created.key, batch: [{ ...anEvent(), userId: 'u-1' }] }
    expect((await post(all, '/v1/batch', ofServer, headers)).status).toBe(200)
    const broken: RateLimit = { limit: () => Promise.reject(new Error('the limiter is not there')) }
    const ofPage = { writeKey: CONSENTED_KEY, batch: [anEvent()] }
    expect((await post({ ADDRESS_LIMITER: broken }, '/v1/batch', ofPage, headers)).status).toBe(200)
    expect((await post({}, '/v1/batch', ofPage, headers)).status).toBe(200)
  })
})

describe('events beyond what a profile takes', () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await client.publish(aSite({ limits: { eventsPerSecond: 1, burst: 10 } }))
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('[ING51] are to be sent again when there is room, and are then taken', async () => {
    const visitor = new Visitor(client)
    const message = () => visitor.message('A')
    await visitor.send(Array.from({ length: 12 }, message))
    const late = { stream: visitor.stream, anonymousId: visitor.id, batch: [message()] }
    const refused = await client.interact(late, { origin: ORIGIN })
    expect(refused).toMatchObject({
      status: 429,
      body: { type: '/problems/rate-limited', receipts: [{ status: 'retry' }] },
    })
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBe(3)
    vi.setSystemTime(Date.now() + wait * 1_000)
    expect((await client.interact(late)).body.receipts).toMatchObject([{ status: 'accepted' }])
    expect((await visitor.report()).counts).toMatchObject({ received: 13, accepted: 13 })
  })

  test('[ING51] come earlier with a claimed id, and never with a server key', async () => {
    const { body: created } = await client.admin<{ key: string }>('POST', `${SITE}/keys`)
    const send = (writeKey: string, id: object, count: number) => {
      const batch = Array.from({ length: count }, () => ({ ...anEvent(), ...id }))
      return client.post<Problem>('/v1/batch', { writeKey, batch })
    }
    const claimed = { anonymousId: crypto.randomUUID() }
    expect((await send(CONSENTED_KEY, claimed, 2)).status).toBe(200)
    const refused = await send(CONSENTED_KEY, claimed, 2)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(refused.body.receipts.map(({ status }) => status)).toEqual(['retry', 'retry'])
    const user = { userId: crypto.randomUUID() }
    for (let call = 0; call < 5; call += 1) expect((await send(created.key, user, 20)).status).toBe(200)
  })
})

describe('a site that names its events', () => {
  const site = aSite({
    catalogue: { events: { 'Product Viewed': {}, 'Product Added': {}, 'Order Completed': {} } },
    undeclaredEvents: 'quarantine',
  })

  test('[ING52] sets others aside, with the nearest that it takes', async () => {
    await client.publish(site)
    const visitor = new Visitor(client)
    const view = visitor.message('', {}, { type: 'page', event: undefined })
    const { receipts } = await visitor.send([
      visitor.message('Product Viewed'),
      visitor.message('Page Engaged', { seconds: 10 }),
      visitor.message('Prodct Viewed'),
      view,
    ])
    expect(receipts.map(({ status }) => status).toSorted()).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'quarantined',
    ])
    expect((await visitor.report()).quarantined).toMatchObject([
      {
        reason: expect.stringMatching(/^undeclared: .* "Prodct Viewed"; .*did you mean "Product Viewed"\?$/),
      },
    ])
  })

  test('[ING52] takes a score all the same, from a server', async () => {
    await client.publish(site)
    const { body: created } = await client.admin<{ key: string }>('POST', `${SITE}/keys`)
    const score = { event: 'Score Updated', properties: { model: 'churn', value: 1 }, userId: 'u-1' }
    const answer = await client.post<Problem>('/v1/track', { ...score, writeKey: created.key })
    expect(answer.body.receipts).toMatchObject([{ status: 'accepted' }])
  })
})
