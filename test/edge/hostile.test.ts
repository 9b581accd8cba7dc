import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { aSite, ORIGIN, WRITE_KEY } from './support/a-site.ts'
import { Page } from './support/a-page.ts'
import { aStream, Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('what a client makes up, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish()
  })

  test('[ING22] is taken once whatever it is called', async () => {
    const visitor = new Visitor(client)
    const names = [
      '__proto__',
      'constructor',
      'ew1.__defineGetter__.1',
      'ew1.propertyIsEnumerable.1',
      'toString',
    ]
    const batch = names.map(
      (name) =>
        `{"type":"track","event":"${name}","messageId":"${name}","properties":{"__proto__":{"category":"hiking"},"constructor":1}}`,
    )
    const identify = `{"type":"identify","messageId":"who","traits":{"__proto__":{"vip":true},"constructor":"c","toString":1}}`
    const body = (consent: string) =>
      `{"writeKey":"${WRITE_KEY}","stream":"${visitor.stream}","sentAt":0,"batch":[${[...batch, identify].join()}],"consent":${consent},"slots":["__proto__","constructor","hero"],"page":{"url":"${ORIGIN}/?__proto__=1&constructor=2"}}`
    const granted = '{"analytics":"granted","personalization":"granted"}'
    const first = await client.post<Awaited<ReturnType<Visitor['track']>>>('/v1/interact', body(granted))
    expect(first.body.receipts.map(({ status }) => status)).toEqual(
      Array.from({ length: 6 }, () => 'accepted'),
    )
    expect(first.body.decisions['hero']?.reason).toBe('DEFAULT')
    const again = await client.post<typeof first.body>('/v1/interact', body(granted))
    expect(again.body.receipts.map(({ status }) => status)).toEqual(
      Array.from({ length: 6 }, () => 'duplicate'),
    )
    visitor.id = first.body.anonymousId ?? null
    const report = await visitor.report()
    expect(
      report.events
        .map(({ name }) => name)
        .filter(Boolean)
        .toSorted(),
    ).toEqual(names.toSorted())
    expect(report.traits).toMatchObject({ constructor: 'c', toString: 1 })
    expect({}).not.toHaveProperty('vip')
  })

  test('[ING23] happened at a time that can be told', async () => {
    const visitor = new Visitor(client)
    const product = () =>
      visitor.message('Product Viewed', { category: 'hiking' }, { timestamp: '-271821-04-20T00:00:00Z' })
    for (const sentAt of ['+275760-09-13T00:00:00.000Z', 'yesterday', 1e308, -1e308])
      await visitor.send([product(), { ...visitor.message('Order Completed'), timestamp: 0 }], {
        sentAt,
        debug: true,
      })
    const report = await visitor.report()
    expect(report.counts.accepted).toBe(8)
    expect(report.events.every(({ at }) => Number.isSafeInteger(at) && at >= 0)).toBe(true)
    expect(report.segments).toEqual(['buyers'])
  })

  test('[ING2] is quarantined, each by itself, when it is no event', async () => {
    const visitor = new Visitor(client)
    const nothings = [
      null,
      1,
      'x',
      [],
      {},
      [[]],
      true,
      { type: {} },
      { messageId: 7 },
      { messageId: '' },
      { messageId: '' },
    ]
    const { receipts } = await visitor.send([...nothings, visitor.message('A')])
    expect(receipts.map(({ status }) => status).toSorted()).toEqual([
      'accepted',
      ...nothings.map(() => 'quarantined'),
    ])
    expect(new Set(receipts.map(({ messageId }) => messageId)).size).toBe(receipts.length)
    expect((await visitor.report()).counts).toMatchObject({
      received: 12,
      accepted: 1,
      quarantined: 11,
      duplicate: 0,
    })
  })

  test('[ING2] is quarantined apart from what begins with the same hundred characters', async () => {
    const visitor = new Visitor(client)
    const long = (end: string) => visitor.message('A', {}, { messageId: 'x'.repeat(100) + end })
    const { receipts } = await visitor.send([long('1'), long('2')])
    expect(receipts.map(({ status }) => status)).toEqual(['quarantined', 'quarantined'])
  })

  test('[ING6] is quarantined when it has over 32 KB in a body with fewer characters', async () => {
    const visitor = new Visitor(client)
    const { receipts } = await visitor.send([visitor.message('Large', { text: '山'.repeat(12_000) })])
    expect(receipts).toMatchObject([{ status: 'quarantined', reason: expect.stringMatching(/^too-large/) }])
  })

  test('[ING17] opens nothing at another site with the id of one', async () => {
    const other = 'other-shop'
    const key = 'ewk_other-shop_public'
    const published = await client.admin(
      'PUT',
      `${other}/release`,
      aSite({ id: other, writeKeys: [{ key }] }),
    )
    expect(published.status).toBe(200)
    const visitor = new Visitor(client)
    await visitor.track('A')
    const id = visitor.id!
    const there = await client.interact({ writeKey: key, stream: aStream(), anonymousId: id })
    expect(there.body).toMatchObject({ anonymousId: null, version: 0 })
    expect((await Page.ask({ key, id })).status).toBe(400)
    const same = await client.interact({ writeKey: key, stream: visitor.stream })
    expect(same.body.anonymousId).not.toBe(id)
    const claimed = await client.post('/v1/batch', {
      writeKey: WRITE_KEY,
      batch: [
        {
          type: 'track',
          event: 'B',
          messageId: 'b',
          anonymousId: id.slice(0, 22),
          context: { consent: { analytics: 'granted' } },
        },
      ],
    })
    expect(claimed.body).toMatchObject({ receipts: [{ status: 'accepted' }] })
    expect((await visitor.report()).events.map(({ name }) => name)).toEqual(['A'])
  })
})

describe('a failure', () => {
  const client = new Client({ evict: false })

  test('[ING24] is a problem that the page can read, also where nothing answers', async () => {
    for (const [path, expected] of [
      ['/v1/interact', 405],
      ['/v1/nothing', 404],
      ['/v1/batch/', 404],
    ] as const) {
      const { status, headers } = await client.request(path, { headers: { origin: ORIGIN } })
      expect(status).toBe(expected)
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
    }
  })

  test('[ING24] is a problem that says to come again, when the site’s object fails', async () => {
    const stub = env.SITE.get(env.SITE.idFromName('broken-shop'))
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec('CREATE TABLE releases (other TEXT)')
    })
    const body = { writeKey: 'ewk_broken-shop_x', batch: [] }
    const answer = await client.post('/v1/batch', body, { origin: ORIGIN })
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec('DROP TABLE releases')
    })
    // What failed is not remembered: once the object answers, it is simply a key that no site has
    expect((await client.post('/v1/batch', body)).status).toBe(401)
  })
})
