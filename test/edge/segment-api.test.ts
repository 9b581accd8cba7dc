import { beforeEach, describe, expect, test } from 'vitest'
import type { Receipt } from '../../shared/event/index.ts'
import { CONSENTED_KEY, ORIGIN, WRITE_KEY } from './support/a-site.ts'
import { Client, type Answer } from './support/client.ts'

interface SegmentAnswer {
  readonly success?: boolean
  readonly receipts: readonly Receipt[]
}

const basic = (key: string) => ({ authorization: `Basic ${btoa(`${key}:`)}` })
const statuses = ({ body }: Answer<SegmentAnswer>) => body.receipts.map(({ status }) => status)

/** An event of a visitor of its own, as a client of Segment sends it to one of the paths of single calls. */
function anEvent(more: Record<string, unknown> = {}): Record<string, unknown> & { anonymousId: string } {
  const id = crypto.randomUUID()
  return { event: 'A', anonymousId: id, messageId: id, sentAt: new Date().toISOString(), ...more }
}

async function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Response(text).body!.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish()
  })

  describe('Segment’s HTTP API', () => {
    test.each([
      ['track', 't', 'A'],
      ['page', 'p', 'Page Viewed'],
      ['screen', 's', 'Screen Viewed'],
      ['identify', 'i', ''],
      ['group', 'g', ''],
      ['alias', 'a', ''],
    ])('[ING40] takes a %s call, also by its first letter', async (type, letter, name) => {
      for (const path of [type, letter]) {
        const event = anEvent()
        const answer = await client.post<SegmentAnswer>(`/v1/${path}`, event, basic(CONSENTED_KEY))
        expect(answer).toMatchObject({
          status: 200,
          body: { success: true, receipts: [{ messageId: event['messageId'], status: 'accepted' }] },
        })
        const { body } = await client.profile(`anonymous:${event.anonymousId}`)
        expect(body.events).toMatchObject([{ type, name }])
      }
    })

    test.each(['batch', 'b', 'import'])('[ING40] takes a batch as /v1/%s', async (path) => {
      const batch = [anEvent({ type: 'track' }), anEvent({ type: 'page' })]
      const answer = await client.post<SegmentAnswer>(`/v1/${path}`, { batch }, basic(CONSENTED_KEY))
      expect(statuses(answer)).toEqual(['accepted', 'accepted'])
    })

    test('[ING40] takes the time of a single call by the clock of its sender', async () => {
      const hourAgo = Date.now() - 3_600_000
      const event = anEvent({
        sentAt: new Date(hourAgo).toISOString(),
        timestamp: new Date(hourAgo - 60_000).toISOString(),
      })
      await client.post('/v1/track', event, basic(CONSENTED_KEY))
      const { body } = await client.profile(`anonymous:${event.anonymousId}`)
      expect(Math.abs(body.events[0]!.at - (Date.now() - 60_000))).toBeLessThan(10_000)
    })

    test('[ING40] sets a single call aside that is wrong, and refuses what is no event', async () => {
      const wrong = await client.post<SegmentAnswer>(
        '/v1/track',
        anEvent({ properties: 1 }),
        basic(CONSENTED_KEY),
      )
      expect(wrong.body.receipts).toMatchObject([
        { status: 'quarantined', reason: 'invalid: properties is 1; expected an object' },
      ])
      const none = await client.post('/v1/track', '"track"', basic(CONSENTED_KEY))
      expect(none).toMatchObject({ status: 400, body: { type: '/problems/bad-request' } })
    })

    test('[ING41] takes the key as Basic user, as header or in the body, and says when there is none', async () => {
      const inBody = await client.post<SegmentAnswer>('/v1/t', anEvent({ writeKey: CONSENTED_KEY }))
      expect(statuses(inBody)).toEqual(['accepted'])
      const inHeader = await client.post<SegmentAnswer>('/v1/t', anEvent(), { 'x-write-key': CONSENTED_KEY })
      expect(statuses(inHeader)).toEqual(['accepted'])
      for (const headers of [{}, { authorization: 'Basic %' }, { authorization: `Basic ${btoa(':')}` }])
        expect(await client.post('/v1/t', anEvent(), headers)).toMatchObject({
          status: 401,
          body: { type: '/problems/unknown-key', detail: expect.stringContaining('X-Write-Key') },
        })
    })

    test('[ING46] reads the word on consent beside a batch, and an event’s own before it', async () => {
      const send = (consent: unknown, own: unknown) => {
        const batch = [anEvent({ type: 'track', ...(own !== undefined && { context: { consent: own } }) })]
        return client.post<SegmentAnswer>('/v1/batch', { batch, context: { consent } }, basic(WRITE_KEY))
      }
      const [granted, denied] = [{ analytics: 'granted' }, { analytics: 'denied' }]
      expect(statuses(await send(granted, undefined))).toEqual(['accepted'])
      expect(statuses(await send({ categoryPreferences: { analytics: true } }, undefined))).toEqual([
        'accepted',
      ])
      expect(statuses(await send(granted, denied))).toEqual(['rejected'])
      expect(statuses(await send(denied, granted))).toEqual(['accepted'])
      expect(statuses(await send(denied, undefined))).toEqual(['rejected'])
    })
  })

  describe('a body', () => {
    const send = (body: BodyInit, headers: Record<string, string>) =>
      client.request<SegmentAnswer>('/v1/t', {
        method: 'POST',
        body,
        headers: { ...basic(CONSENTED_KEY), ...headers },
      })

    test.each(['application/json', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded'])(
      '[ING42] is read as JSON though it says it is %s',
      async (type) => {
        expect(
          statuses(await send(JSON.stringify(anEvent({ event: 'a=b&c' })), { 'content-type': type })),
        ).toEqual(['accepted'])
      },
    )

    test('[ING42] of a form has its JSON in the field "data"', async () => {
      const form = new URLSearchParams({ data: JSON.stringify(anEvent({ event: '100 % & more' })) })
      expect(statuses(await send(form, {}))).toEqual(['accepted'])
      const without = await send(new URLSearchParams({ other: '1' }), {})
      expect(without).toMatchObject({ status: 400, body: { type: '/problems/bad-json' } })
    })

    test('[ING42] may be gzip', async () => {
      const event = anEvent({ event: 'Größe 🏔️' })
      const body = await gzip(JSON.stringify(event))
      expect(statuses(await send(body, { 'content-encoding': 'gzip' }))).toEqual(['accepted'])
      const { body: report } = await client.profile(`anonymous:${event.anonymousId}`)
      expect(report.events).toMatchObject([{ name: 'Größe 🏔️' }])
    })

    test('[ING42] is refused when it inflates to more than the limit, without being inflated', async () => {
      const body = await gzip(`{"a":"${'0'.repeat(64 * 1024 * 1024)}"}`)
      expect(body.byteLength).toBeLessThan(500 * 1024)
      expect(await send(body, { 'content-encoding': 'gzip' })).toMatchObject({
        status: 413,
        body: { type: '/problems/body-too-large' },
      })
    })

    test('[ING42] that is not what its encoding says is refused with the reason', async () => {
      const whole = await gzip(JSON.stringify(anEvent()))
      for (const body of ['{}', '', whole.slice(0, 30)])
        expect(await send(body, { 'content-encoding': 'gzip' })).toMatchObject({
          status: 400,
          body: { type: '/problems/bad-request', detail: expect.stringContaining('not gzip') },
        })
      expect(await send('{}', { 'content-encoding': 'br' })).toMatchObject({
        status: 415,
        body: { type: '/problems/unsupported-encoding', detail: expect.stringContaining('gzip') },
      })
    })
  })

  describe('a path', () => {
    test.each([
      ['GET', '/v1/track', 'POST'],
      ['PUT', '/v1/b', 'POST'],
      ['DELETE', '/v1/interact', 'POST'],
      ['POST', '/v1/live', 'GET, HEAD'],
      ['POST', '/healthz', 'GET, HEAD'],
    ])('[ING43] answers %s %s with the methods that it takes', async (method, path, allow) => {
      const { status, headers, body } = await client.request(path, { method, headers: { origin: ORIGIN } })
      expect(status).toBe(405)
      expect(headers.get('allow')).toBe(allow)
      expect(headers.get('access-control-allow-origin')).toBe(path.startsWith('/v1/') ? ORIGIN : null)
      expect(body).toMatchObject({
        type: '/problems/method-not-allowed',
        detail: expect.stringContaining(allow),
      })
    })

    test('[ING43] of the admin API says which methods it takes to who may ask', async () => {
      const path = `/api/sites/test-shop/release`
      expect((await client.request(path, { method: 'DELETE' })).status).toBe(401)
      const { status, headers } = await client.admin('DELETE', 'test-shop/release')
      expect(status).toBe(405)
      expect(headers.get('allow')).toBe('PUT, GET, HEAD')
    })

    test('[ING43] that nothing answers is still not there', async () => {
      expect((await client.request('/v1/nothing', { method: 'POST' })).status).toBe(404)
      expect((await client.admin('GET', 'test-shop/profiles/anonymous:nobody')).status).toBe(404)
    })

    test('[ING5] tells a browser that it may send what Segment’s client sends', async () => {
      for (const path of ['/v1/t', '/v1/b', '/v1/projects/x/settings']) {
        const { status, headers } = await client.request(path, {
          method: 'OPTIONS',
          headers: {
            origin: ORIGIN,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization,x-retry-count',
          },
        })
        expect(status).toBe(204)
        expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
        expect(headers.get('access-control-allow-headers')).toBe('authorization,x-retry-count')
      }
    })
  })

  describe('the settings of Segment’s browser client', () => {
    const ask = (key: string, headers: Record<string, string> = { origin: ORIGIN }) =>
      client.request(`/v1/projects/${key}/settings`, { headers })

    test('[ING44] send it here, and nowhere else', async () => {
      const { status, headers, body } = await ask(CONSENTED_KEY)
      expect(status).toBe(200)
      expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
      expect(body).toEqual({
        integrations: {
          'Segment.io': { apiKey: CONSENTED_KEY, apiHost: 'edge.example/v1', protocol: 'https' },
        },
        metrics: { sampleRate: 0 },
      })
    })

    test('[ING44] are for write keys and for pages of the site', async () => {
      const { body } = await client.admin<{ key: string }>('POST', 'test-shop/keys')
      for (const key of ['ewk_nobody_x', 'nonsense', body.key])
        expect(await ask(key)).toMatchObject({ status: 401, body: { type: '/problems/unknown-key' } })
      expect((await ask(CONSENTED_KEY, { origin: 'https://elsewhere.example' })).status).toBe(403)
    })
  })
})
