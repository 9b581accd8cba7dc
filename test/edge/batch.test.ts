import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import type { Receipt } from '../../shared/event/index.ts'
import { aSite, CONSENTED_KEY, ORIGIN, SITE, WRITE_KEY } from './support/a-site.ts'
import { Client } from './support/client.ts'

interface BatchAnswer {
  readonly success?: boolean
  readonly receipts: readonly Receipt[]
}

const basic = (key: string) => ({ authorization: `Basic ${btoa(`${key}:`)}` })

/** An event as Segment's Node client writes it. */
function nodeEvent(more: Record<string, unknown>): Record<string, unknown> {
  return {
    type: 'track',
    event: 'Order Completed',
    properties: { revenue: 12 },
    messageId: `node-next-${crypto.randomUUID()}`,
    timestamp: new Date().toISOString(),
    context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
    integrations: {},
    _metadata: { nodeVersion: '24.0.0' },
    ...more,
  }
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('a batch, objects %s', (_, evict) => {
  const client = new Client({ evict })
  let serverKey = ''

  beforeEach(async () => {
    await client.publish()
    const { body } = await client.admin<{ key: string }>('POST', `${SITE}/keys`)
    serverKey = body.key
  })

  const send = (batch: readonly unknown[], key: string, headers: Record<string, string> = {}) =>
    client.post<BatchAnswer>(
      '/v1/batch',
      { batch, sentAt: new Date().toISOString() },
      { ...basic(key), ...headers },
    )

  test('[ING7] files each visitor’s events under the visitor', async () => {
    const [ada, bob] = [crypto.randomUUID(), crypto.randomUUID()]
    const batch = [
      nodeEvent({ anonymousId: ada }),
      nodeEvent({ anonymousId: bob }),
      nodeEvent({ anonymousId: ada }),
    ]
    const { status, body } = await send(batch, CONSENTED_KEY)
    expect(status).toBe(200)
    expect(body).toMatchObject({ success: true })
    expect(body.receipts.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted'])
    expect((await client.profile(`anonymous:${ada}`)).body.events).toHaveLength(2)
    const { body: report } = await client.profile(`anonymous:${bob}`)
    expect(report).toMatchObject({ segments: ['buyers'], counts: { received: 1, accepted: 1 } })
    expect(report.events[0]).toMatchObject({
      name: 'Order Completed',
      properties: { revenue: 12 },
      channel: 'web',
    })
  })

  test('[ING11] answers a batch that comes again with duplicates', async () => {
    const batch = [nodeEvent({ anonymousId: 'again' }), nodeEvent({ anonymousId: 'again' })]
    await send(batch, CONSENTED_KEY)
    const { body } = await send(batch, CONSENTED_KEY)
    expect(body.receipts.map(({ status }) => status)).toEqual(['duplicate', 'duplicate'])
  })

  test('[ING8] writes for a user under a server key, and sets the event aside under a write key', async () => {
    const userId = crypto.randomUUID()
    expect((await send([nodeEvent({ userId })], serverKey)).body.receipts).toMatchObject([
      { status: 'accepted' },
    ])
    const { body: report } = await client.profile(`user:${userId}`)
    expect(report).toMatchObject({ facts: { identity: { userId } }, events: [{ channel: 'server' }] })

    const event = nodeEvent({ userId })
    const { body } = await send([event], CONSENTED_KEY)
    expect(body.receipts).toMatchObject([
      { status: 'quarantined', reason: expect.stringMatching(/^server-key-needed/) },
    ])
    expect((await client.profile(`user:${userId}`)).body.events).toHaveLength(1)
    const { body: kept } = await client.admin<{ messageId: string }[]>('GET', `${SITE}/quarantine`)
    expect(kept[0]).toMatchObject({ messageId: event['messageId'], event: expect.stringContaining(userId) })
  })

  test('[ING30] takes a score from a server, and from nobody else', async () => {
    const site = aSite()
    const atRisk = {
      schema: 'segment/1',
      id: 'at-risk',
      name: 'At risk',
      when: { kind: 'score', model: 'churn', op: { gte: 0.7 } },
    }
    await client.publish({ ...site, segments: [...(site['segments'] as object[]), atRisk] })
    const score = (ids: object) =>
      nodeEvent({ event: 'Score Updated', properties: { model: 'churn', value: 0.9 }, ...ids })
    const [userId, anonymousId] = [crypto.randomUUID(), crypto.randomUUID()]
    await send([score({ userId })], serverKey)
    expect((await client.profile(`user:${userId}`)).body.segments).toContain('at-risk')

    const { body } = await send([score({ anonymousId })], CONSENTED_KEY)
    expect(body.receipts).toMatchObject([
      { status: 'quarantined', reason: expect.stringMatching(/^server-key-needed/) },
    ])
    expect((await client.profile(`anonymous:${anonymousId}`)).body.segments).not.toContain('at-risk')
  })

  test('[ING2] sets invalid events aside with their profile, or with the site where they name none', async () => {
    const anonymousId = crypto.randomUUID()
    const batch = [
      nodeEvent({ anonymousId, type: 'trick', messageId: 'bad-type' }),
      nodeEvent({ anonymousId }),
      nodeEvent({ messageId: crypto.randomUUID() }),
      'not an event',
    ]
    const { body } = await send(batch, CONSENTED_KEY)
    expect(body.receipts.map(({ status }) => status).toSorted()).toEqual([
      'accepted',
      'quarantined',
      'quarantined',
      'quarantined',
    ])
    const { body: report } = await client.profile(`anonymous:${anonymousId}`)
    expect(report.quarantined).toMatchObject([{ messageId: 'bad-type' }])
    const { body: kept } = await client.admin<{ reason: string }[]>('GET', `${SITE}/quarantine`)
    expect(kept.slice(0, 2).map(({ reason }) => reason)).toEqual([
      expect.stringContaining('the event is "not an event"'),
      expect.stringContaining('neither userId nor anonymousId'),
    ])
  })

  test('[ING9] refuses events without a word on consent, but for keys that vouch for it', async () => {
    const anonymousId = crypto.randomUUID()
    const { body } = await send([nodeEvent({ anonymousId })], WRITE_KEY)
    expect(body.receipts).toMatchObject([
      { status: 'rejected', reason: expect.stringMatching(/^consent-missing/) },
    ])
    expect((await client.profile(`anonymous:${anonymousId}`)).status).toBe(404)

    for (const consent of [{ analytics: 'granted' }, { categoryPreferences: { analytics: true } }]) {
      const event = nodeEvent({ anonymousId, context: { consent } })
      expect((await send([event], WRITE_KEY)).body.receipts).toMatchObject([{ status: 'accepted' }])
    }
    for (const consent of [{ analytics: 'denied' }, { categoryPreferences: { analytics: false } }, null]) {
      const event = nodeEvent({ anonymousId, context: { consent } })
      expect((await send([event], CONSENTED_KEY)).body.receipts).toMatchObject([{ status: 'rejected' }])
    }
  })

  test('[ING4] takes the key from the body, too, and says when there is none', async () => {
    const event = nodeEvent({ anonymousId: 'by-body' })
    const inBody = await client.post<BatchAnswer>('/v1/batch', { writeKey: CONSENTED_KEY, batch: [event] })
    expect(inBody.body.receipts).toMatchObject([{ status: 'accepted' }])
    const without = await client.post('/v1/batch', { batch: [event] })
    expect(without).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining('Basic authorization') },
    })
  })

  test('[ING5] checks the origin of a page, and answers its preflight', async () => {
    expect((await send([], CONSENTED_KEY, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await send([], CONSENTED_KEY, { origin: ORIGIN })).status).toBe(200)
    const preflight = await client.request('/v1/batch', {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-headers': 'authorization' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization')
  })

  test('[ING18] answers 503 when a profile failed, with the receipts of the others; sent again, all is there once', async () => {
    const [good, broken] = [crypto.randomUUID(), crypto.randomUUID()]
    const batch = [nodeEvent({ anonymousId: good }), nodeEvent({ anonymousId: broken })]
    const name = await profileName(SITE, { kind: 'anonymous', id: broken })
    const stub = env.PROFILE.get(env.PROFILE.idFromName(name))
    // A table in the checkpoint’s place makes every write of this one object fail
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec('CREATE TABLE checkpoint (other TEXT)')
    })
    const failed = await send(batch, CONSENTED_KEY)
    expect(failed.status).toBe(503)
    expect(failed.headers.get('retry-after')).toBe('2')
    expect(failed.body.receipts).toMatchObject([
      { messageId: batch[0]!['messageId'], status: 'accepted' },
      { messageId: batch[1]!['messageId'], status: 'retry', reason: expect.stringMatching(/^unavailable/) },
    ])

    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec('DROP TABLE checkpoint')
    })
    const mended = await send(batch, CONSENTED_KEY)
    expect(mended.status).toBe(200)
    expect(mended.body.receipts.map(({ status }) => status).toSorted()).toEqual(['accepted', 'duplicate'])
    for (const id of [good, broken])
      expect((await client.profile(`anonymous:${id}`)).body.events).toHaveLength(1)
  })
})
