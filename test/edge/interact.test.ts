import { listDurableObjectIds } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { aSite, ORIGIN, WRITE_KEY } from './support/a-site.ts'
import { aStream, Visitor } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('an interact call, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish()
  })

  test('[ING1] answers receipts, segments and decisions computed after its events', async () => {
    const visitor = new Visitor(client)
    const first = await visitor.track('Product Viewed', { category: 'hiking' })
    expect(first.receipts).toEqual([{ messageId: `ew1.${visitor.stream}.1`, status: 'accepted' }])
    expect(first.decisions['hero']).toMatchObject({
      reason: 'DEFAULT',
      html: null,
      fields: { headline: 'Outdoors' },
    })

    const second = await visitor.track('Product Viewed', { category: 'hiking' })
    expect(second.segments).toContain('hikers')
    expect(second.decisions['hero']).toMatchObject({
      reason: 'TARGETING_MATCH',
      experience: 'hiking-hero',
      variant: 'boots',
      html: '<h1>Boots for you</h1>',
      release: second.release,
    })
  })

  test('[ING1] fills merge tags from the traits of an identify call', async () => {
    const visitor = new Visitor(client)
    const identify = visitor.message(
      '',
      {},
      { type: 'identify', event: undefined, userId: 'u-7', traits: { first_name: '<Ada>' } },
    )
    const viewed = () => visitor.message('Product Viewed', { category: 'hiking' })
    const { decisions } = await visitor.send([identify, viewed(), viewed()])
    expect(decisions['hero']?.html).toBe('<h1>Boots for &lt;Ada&gt;</h1>')
  })

  test('[ING1] decides only the slots it is asked for', async () => {
    const { decisions } = await new Visitor(client).send([], { slots: ['nudge', 'nowhere'] })
    expect(Object.keys(decisions)).toEqual(['nudge', 'nowhere'])
    expect(decisions['nowhere']?.reason).toBe('DISABLED')
  })

  test('[ING2] sets one bad event aside and keeps the good ones', async () => {
    const visitor = new Visitor(client)
    const bad = visitor.message('Product Viewed', {}, { properties: 'none' })
    const { receipts } = await visitor.send([visitor.message('A'), bad, visitor.message('B')])
    expect(receipts.map(({ status }) => status).toSorted()).toEqual(['accepted', 'accepted', 'quarantined'])
    const report = await visitor.report()
    expect(report.events.map(({ name }) => name)).toEqual(['A', 'B'])
    expect(report.quarantined).toMatchObject([
      { messageId: bad['messageId'], reason: expect.stringContaining('properties is "none"') },
    ])
  })

  test('[ING11] answers what it has seen with duplicate, in any order, and measures what is missing', async () => {
    const visitor = new Visitor(client)
    const [one, two, three] = [visitor.message('A'), visitor.message('B'), visitor.message('C')]
    expect((await visitor.send([three, one])).receipts.map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
    ])
    const again = await visitor.send([one, two, three])
    const statusOf = new Map(again.receipts.map(({ messageId, status }) => [messageId, status]))
    expect([one, two, three].map(({ messageId }) => statusOf.get(String(messageId)))).toEqual([
      'duplicate',
      'accepted',
      'duplicate',
    ])
    expect((await visitor.report()).events).toHaveLength(3)
  })

  test('[ING10] corrects the time of an event by the clock of its client', async () => {
    const visitor = new Visitor(client)
    const hourAgo = Date.now() - 3_600_000
    const event = visitor.message(
      'Product Viewed',
      {},
      { timestamp: new Date(hourAgo - 60_000).toISOString() },
    )
    await visitor.send([event], { sentAt: new Date(hourAgo).toISOString() })
    const [kept] = (await visitor.report()).events
    expect(Math.abs(kept!.at - (Date.now() - 60_000))).toBeLessThan(10_000)
  })

  test('[ING21] keeps the order of a stream when its first request was slower than its second', async () => {
    const visitor = new Visitor(client)
    const now = Date.now()
    const at = (ms: number) => ({ timestamp: new Date(now - ms).toISOString() })
    const first = visitor.message('First', {}, at(3_000))
    const second = visitor.message('Second', {}, at(2_900))
    // Sent two seconds ago by the client's clock: it was two seconds on its way
    await visitor.send([first], { sentAt: new Date(now - 2_000).toISOString() })
    await visitor.send([second], { sentAt: new Date(now).toISOString() })
    const { events } = await visitor.report()
    expect(events.map(({ name }) => name)).toEqual(['First', 'Second'])
    expect(events[1]!.at).toBe(events[0]!.at)
  })

  test('[ING21] believes a client whose clock was set forward how far apart its events were', async () => {
    const visitor = new Visitor(client)
    const now = Date.now()
    await visitor.track('Before')
    const ahead = (ms: number) => ({ timestamp: new Date(now + ms).toISOString() })
    const later = [visitor.message('One', {}, ahead(60_000)), visitor.message('Two', {}, ahead(120_000))]
    await visitor.send(later, { sentAt: new Date(now + 180_000).toISOString() })
    const { events } = await visitor.report()
    const [one, two] = ['One', 'Two'].map((name) => events.find((event) => event.name === name)!.at)
    expect(two! - one!).toBe(60_000)
  })

  test('[ING31] draws shares of the visitors by their units', async () => {
    const half = (id: string, range: [number, number]) => ({
      schema: 'segment/1',
      id,
      name: id,
      public: true,
      when: { kind: 'bucket', seed: 'half', range },
    })
    const site = aSite()
    const halves = [half('first-half', [0, 0.5]), half('second-half', [0.5, 1])]
    await client.publish({ ...site, segments: [...(site['segments'] as object[]), ...halves] })
    for (let count = 0; count < 5; count += 1) {
      const visitor = new Visitor(client)
      const first = (await visitor.track('A')).segments.filter((id) => id.endsWith('half'))
      expect(first).toHaveLength(1)
      expect((await visitor.track('B')).segments).toEqual(first)
    }
  })

  test('[ING13] reads place, device and campaign from the request, and rules read them', async () => {
    const visitor = new Visitor(client)
    const { body } = await client.interact(
      { stream: visitor.stream, page: { url: `${ORIGIN}/?utm_source=News&utm_campaign=Spring` } },
      { 'user-agent': PHONE, 'accept-language': 'de-AT,de;q=0.9', 'cf-connecting-ip': '203.0.113.9' },
    )
    visitor.id = body.anonymousId ?? null
    expect(body.decisions['hero']?.variant).toBe('app')
    const report = await visitor.report()
    expect(report.facts).toMatchObject({
      device: { class: 'mobile', locale: 'de-AT' },
      campaign: { source: 'news', name: 'Spring' },
    })
    expect(JSON.stringify(report)).not.toContain('203.0.113.9')
  })

  test.each([
    ['de-AT,de;q=0.9', 'de-AT'],
    ['en', 'en'],
    ['*', undefined],
    ['x'.repeat(4_000), undefined],
    ['<script>', undefined],
  ])('[ING47] takes a language for what it is, and nothing else: %.20s', async (header, locale) => {
    const visitor = new Visitor(client)
    const { body } = await client.interact({ stream: visitor.stream }, { 'accept-language': header })
    visitor.id = body.anonymousId ?? null
    expect((await visitor.report()).facts.device?.['locale']).toBe(locale)
  })

  test('[ING14] keeps nothing of a visitor without consent, and decides from the request alone', async () => {
    const before = (await listDurableObjectIds(env.PROFILE)).length
    const stream = aStream()
    const { body } = await client.interact(
      { stream, consent: { analytics: 'denied' }, batch: [{ type: 'track', event: 'A', messageId: 'm1' }] },
      { 'user-agent': PHONE },
    )
    expect(body.receipts).toEqual([
      { messageId: 'm1', status: 'rejected', reason: expect.stringMatching(/^consent-missing/) },
    ])
    expect(body.anonymousId).toBeUndefined()
    expect(body.decisions['hero']?.variant).toBe('app')
    expect(await listDurableObjectIds(env.PROFILE)).toHaveLength(before)
  })

  test('[ING14] does not use the history of a visitor who granted analytics only', async () => {
    const visitor = new Visitor(client)
    const viewed = () => visitor.message('Product Viewed', { category: 'hiking' })
    const consent = { analytics: 'granted', personalization: 'denied' }
    const { decisions, receipts } = await visitor.send([viewed(), viewed()], { consent })
    expect(receipts.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
    expect(decisions['hero']?.reason).toBe('DEFAULT')
  })

  test('[ING15] mints one id from one stream, however often the first call comes', async () => {
    const stream = aStream()
    const batch = [{ type: 'track', event: 'A', messageId: `ew1.${stream}.1` }]
    const [one, two] = [await client.interact({ stream, batch }), await client.interact({ stream, batch })]
    expect(one.body.anonymousId).toMatch(/^[\w-]{22}\.[\w-]{22}$/)
    expect(two.body.anonymousId).toBe(one.body.anonymousId)
    expect(two.body.receipts).toMatchObject([{ status: 'duplicate' }])
    expect((await client.interact({ stream: aStream(), batch })).body.anonymousId).not.toBe(
      one.body.anonymousId,
    )
  })

  test('[ING16] keeps the id in a cookie that no script reads, where the page is on the edge’s own host', async () => {
    const first = await client.interact({ stream: aStream() }, { origin: BASE })
    const cookie = first.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(
      /^ew_id_test-shop=[\w-]{22}\.[\w-]{22}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(first.body.anonymousId).toBeUndefined()

    const second = await client.interact(
      { stream: aStream() },
      { origin: BASE, cookie: cookie.split(';')[0]! },
    )
    expect(second.headers.get('set-cookie')).toBe(cookie)
  })

  test('[ING20] forgets the visitor of the cookie when told to, and makes a new one', async () => {
    const first = await client.interact({ stream: aStream() }, { origin: BASE })
    const cookie = first.headers.get('set-cookie')!.split(';')[0]!
    const stream = aStream()
    const again = [await client.interact({ stream, reset: true }, { origin: BASE, cookie })]
    again.push(await client.interact({ stream, reset: true }, { origin: BASE, cookie }))
    const [one, two] = again.map(({ headers }) => headers.get('set-cookie')!.split(';')[0])
    expect(one).toMatch(/^ew_id_test-shop=[\w-]{22}\.[\w-]{22}$/)
    expect(one).not.toBe(cookie)
    expect(two).toBe(one)
  })

  test('[ING75] two sites on one host keep a visitor each, in a cookie each', async () => {
    const other = 'other-shop-on-this-host'
    const writeKey = `ewk_${other}_k`
    await client.admin('PUT', `${other}/release`, aSite({ id: other, writeKeys: [{ key: writeKey }] }))
    const jar = new Map<string, string>()
    const visit = async (key: string) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const { headers } = await client.interact(
        { writeKey: key, stream: aStream() },
        { origin: BASE, cookie },
      )
      const [name, value] = headers.get('set-cookie')!.split(';')[0]!.split('=')
      jar.set(name!, value!)
      return value
    }
    const [here, there] = [await visit(WRITE_KEY), await visit(writeKey)]
    expect(here).not.toBe(there)
    expect(await visit(WRITE_KEY)).toBe(here)
    expect(await visit(writeKey)).toBe(there)
    expect(jar.size).toBe(2)
  })

  test('[ING17] gives a foreign id defaults, makes no object and has its page forget it', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const forged = visitor.id!.slice(0, -1) + (visitor.id!.endsWith('A') ? 'B' : 'A')
    const before = (await listDurableObjectIds(env.PROFILE)).length
    const { body } = await client.interact({
      stream: aStream(),
      anonymousId: forged,
      batch: [{ type: 'track', event: 'Product Viewed', properties: { category: 'hiking' }, messageId: 'm' }],
    })
    expect(body.anonymousId).toBeNull()
    expect(body.receipts).toMatchObject([{ messageId: 'm', status: 'retry' }])
    expect(body.decisions['hero']?.reason).toBe('DEFAULT')
    expect(await listDurableObjectIds(env.PROFILE)).toHaveLength(before)
  })

  test('[ING5] refuses a page of another origin, and allows its own and the listed ones', async () => {
    const refused = await client.interact({ stream: aStream() }, { origin: 'https://elsewhere.example' })
    expect(refused.status).toBe(403)
    expect(refused.body).toMatchObject({
      type: '/problems/origin-not-allowed',
      detail: expect.stringContaining('elsewhere'),
    })
    for (const origin of [ORIGIN, BASE]) {
      const allowed = await client.interact({ stream: aStream() }, { origin })
      expect(allowed.status).toBe(200)
      expect(allowed.headers.get('access-control-allow-origin')).toBe(origin)
    }
  })
})

describe('a call that is wrong', () => {
  const client = new Client({ evict: false })

  beforeEach(async () => {
    await client.publish()
  })

  test('[ING3] is told where its JSON breaks', async () => {
    const { status, headers, body } = await client.post('/v1/interact', '{"writeKey": ')
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ type: '/problems/bad-json', status: 400 })
  })

  test('[ING3] is told which member is wrong and what would be right', async () => {
    const { status, body } = await client.interact({ stream: 'short', batch: {} })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      type: '/problems/bad-request',
      issues: [
        {
          pointer: '/stream',
          found: '"short"',
          expected: 'a random text of 16 to 64 letters, digits, "-" or "_"',
        },
        { pointer: '/batch', found: 'an empty object', expected: 'a list' },
      ],
    })
  })

  test.each(['nonsense', 'ewk_test-shop_other', 'ewk_nobody_x', 'ews_test-shop_x'])(
    '[ING4] is told that no site has the key %s',
    async (writeKey) => {
      const { status, body } = await client.interact({ stream: aStream(), writeKey })
      expect(status).toBe(401)
      expect(body).toMatchObject({ type: '/problems/unknown-key' })
    },
  )

  test('[ING6] is told that it is too large', async () => {
    const batch = Array.from({ length: 20 }, () => ({
      type: 'track',
      event: 'x',
      properties: { text: 'x'.repeat(30_000) },
    }))
    const { status, body } = await client.interact({ stream: aStream(), batch })
    expect(status).toBe(413)
    expect(body).toMatchObject({
      type: '/problems/body-too-large',
      detail: expect.stringContaining('512000'),
    })
  })

  test('[ING6] is told that it is too large while it streams, with no length declared', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024))
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        if (sent > 100) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const { status } = await client.request('/v1/interact', { method: 'POST', body: endless })
    expect(status).toBe(413)
    expect(sent).toBeLessThan(100)
  })

  test('[ING6] has an oversize event set aside and the others kept', async () => {
    const visitor = new Visitor(client)
    const large = visitor.message('Large', { text: 'x'.repeat(33_000) })
    const { receipts } = await visitor.send([visitor.message('Small'), large])
    expect(receipts).toMatchObject([
      { status: 'accepted' },
      { messageId: large['messageId'], status: 'quarantined', reason: expect.stringMatching(/^too-large/) },
    ])
  })

  test('[ING19] does not open the admin API', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic x']) {
      const { status, body } = await client.request('/api/sites/test-shop/release', {
        headers: { authorization },
      })
      expect(status).toBe(401)
      expect(body).toMatchObject({ type: '/problems/not-authorized' })
    }
  })
})
