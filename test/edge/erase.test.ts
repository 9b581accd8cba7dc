import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import type { EraseResponse, ErasureReceipt, Receipt } from '../../shared/event/index.ts'
import { CONSENTED_KEY, ORIGIN, SITE, WRITE_KEY } from './support/a-site.ts'
import { aFreshSite, Crowd } from './support/a-crowd.ts'
import { Page } from './support/a-page.ts'
import { Visitor } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const DAY_MS = 86_400_000
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

async function objectOf(visitor: Visitor, site = SITE) {
  const name = await profileName(site, { kind: 'visitor', id: visitor.id!.slice(0, 22) })
  return env.PROFILE.get(env.PROFILE.idFromName(name))
}

interface ExportLine {
  readonly type: string
  readonly event?: { readonly id: string }
  readonly messageId?: string
  readonly lines?: number
}

/** All that an object's database holds, as text. */
async function everythingIn(object: Awaited<ReturnType<typeof objectOf>>): Promise<string> {
  return runInDurableObject(object, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name",
      )
      .toArray()
    return JSON.stringify(
      tables.map(({ name }) => [name, storage.sql.exec(`SELECT * FROM ${name}`).toArray()]),
    )
  })
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('a profile that is erased, objects %s', (_, evict) => {
  const client = new Client({ evict })
  const erase = (visitor: Visitor, site = SITE) =>
    client.admin<ErasureReceipt>('DELETE', `${site}/profiles/visitor:${visitor.id}`)

  beforeEach(() => client.publish())

  test('[ING66] is gone from the disk, and asked for again gives the same receipt', async () => {
    const visitor = new Visitor(client)
    await visitor.send([
      visitor.message('Product Viewed', { note: 'ada@example.com' }),
      visitor.message('Bad', {}, { properties: 'ada@example.com' }),
    ])
    const object = await objectOf(visitor)
    expect(await everythingIn(object)).toContain('ada@example.com')

    const { status, body } = await erase(visitor)
    expect({ status, body }).toEqual({
      status: 200,
      body: { id: expect.any(String), erasedAt: new Date(START).toISOString(), pending: [] },
    })
    const left = await everythingIn(object)
    expect(left).not.toContain('ada@example.com')
    expect(left).not.toContain(visitor.stream)
    expect(left).toContain(body.id)
    expect(await client.profile(`visitor:${visitor.id}`)).toMatchObject({ status: 404 })
    expect((await erase(visitor)).body).toEqual(body)

    vi.setSystemTime(START + 30 * DAY_MS)
    await runDurableObjectAlarm(object)
    expect(await everythingIn(object)).toBe('[]')
    expect(await runInDurableObject(object, (_profile, { storage }) => storage.getAlarm())).toBeNull()
    expect(await erase(visitor)).toMatchObject({ status: 404 })
  })

  test('[PRO62] asked for again where it ended half-way, leaves the sums, too', async () => {
    const site = aFreshSite(1)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Order Completed')
    await crowd.settle([visitor])
    const object = await crowd.object(visitor)
    // As if the process had ended before the note of it was written
    await runInDurableObject(object, (_, { storage }) => storage.deleteAll())
    await evictDurableObject(object)
    expect(await crowd.counts()).toMatchObject({ profiles: 1, segments: { buyers: 1 } })

    const answer = await erase(visitor, site.id)
    expect(answer).toMatchObject({ status: 200, body: { pending: [] } })
    expect(await crowd.counts()).toMatchObject({ profiles: 0, segments: {} })
    expect((await erase(visitor, site.id)).body).toEqual(answer.body)
  })

  test('[ROL17] leaves the sums and the index, with all that it contributed', async () => {
    const site = aFreshSite(2)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const [ada, bob] = [crowd.visitor(), crowd.visitor()]
    for (const visitor of [ada, bob]) {
      await visitor.send([
        visitor.message('Product Viewed', { category: 'hiking' }),
        visitor.message('Product Viewed', { category: 'hiking' }),
        visitor.message('Experience Viewed', { slot: 'hero', experience: 'hiking-hero', variant: 'boots' }),
        visitor.message('Order Completed', { revenue: 10 }),
      ])
    }
    await crowd.settle([bob])
    const onlyBob = await crowd.counts()
    await crowd.settle([ada])
    expect(await crowd.counts()).toMatchObject({ profiles: 2, segments: { hikers: 2 } })

    await erase(ada, site.id)
    expect(await crowd.counts()).toEqual(onlyBob)
    const moves = await crowd.shard(ada).moves(0)
    expect(moves.flatMap(({ segment, left }) => (left === 1 ? [segment] : []))).toEqual(['buyers', 'hikers'])
    const { profiles } = await crowd.find('profiles')
    expect(profiles.map(({ key }) => key)).toEqual([`v:${bob.id!.slice(0, 22)}`])
  })

  test('[ROL18] is not brought back by what it had told before, and comes late', async () => {
    const site = aFreshSite(1)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitor])
    const key = `v:${visitor.id!.slice(0, 22)}`
    const told = await runInDurableObject(crowd.shard(visitor), (_rollup, { storage }) =>
      storage.sql
        .exec<{ contribution: string }>('SELECT contribution FROM profiles WHERE key = ?', key)
        .one(),
    )
    await erase(visitor, site.id)
    await crowd.shard(visitor).take(key, told.contribution)
    expect((await crowd.counts()).profiles).toBe(0)
    vi.setSystemTime(Date.now() + 1_000)
    // A new life of the same visitor is another one, though it has fewer versions
    await visitor.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitor])
    await crowd.shard(visitor).take(key, told.contribution)
    expect(await crowd.counts()).toMatchObject({ profiles: 1, ingestion: { received: 1 } })
  })

  test('[ROL18] is not brought back by its alarm', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Added')
    const object = await objectOf(visitor)
    await erase(visitor)
    vi.setSystemTime(START + 3_600_000)
    await runDurableObjectAlarm(object)
    expect(await client.profile(`visitor:${visitor.id}`)).toMatchObject({ status: 404 })
    expect(await everythingIn(object)).not.toContain('Product Added')
  })

  test('[ING67] takes nothing that happened before, and begins anew with what happens after', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const late = visitor.message('Product Viewed', { category: 'hiking' })
    await erase(visitor)
    vi.setSystemTime(START + 1_000)
    const after = visitor.message('Product Viewed', { category: 'hiking' })
    const { receipts, segments } = await visitor.send([late, after])
    expect(receipts).toEqual([
      { messageId: after['messageId'], status: 'accepted' },
      { messageId: late['messageId'], status: 'rejected', reason: expect.stringContaining('erased') },
    ])
    expect(segments).not.toContain('hikers')
    const report = await visitor.report()
    expect(report).toMatchObject({ version: 1, bornAt: new Date(START + 1_000).toISOString() })
    expect(report.events.map(({ id }) => id)).toEqual([after['messageId']])
    expect(report.counts).toMatchObject({ received: 1, accepted: 1 })
  })

  test('[ING67] begins nothing anew with a call that only brings what happened before', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const late = visitor.message('Product Viewed', { category: 'hiking' })
    await erase(visitor)
    const { receipts, decisions } = await visitor.send([late])
    expect(receipts).toMatchObject([{ status: 'rejected' }])
    expect(decisions['hero']).toMatchObject({ experience: null })
    expect(await client.profile(`visitor:${visitor.id}`)).toMatchObject({ status: 404 })
  })

  test('[ING67] of a claimed id begins nothing anew with what comes late', async () => {
    const anonymousId = crypto.randomUUID()
    const batch = [{ type: 'track', event: 'A', messageId: 'early', anonymousId }]
    const send = (events: unknown[]) =>
      client.post<{ receipts: Receipt[] }>('/v1/batch', { writeKey: CONSENTED_KEY, batch: events })
    await send(batch)
    const ref = `anonymous:${anonymousId}`
    expect((await client.admin('DELETE', `${SITE}/profiles/${ref}`)).status).toBe(200)
    vi.setSystemTime(START + 1_000)
    const old = { ...batch[0], messageId: 'late', timestamp: new Date(START - 1).toISOString() }
    const bad = { ...old, messageId: 'bad', event: 7 }
    const { body } = await send([{ ...old, sentAt: undefined }, bad])
    expect(body.receipts.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await client.profile(ref)).toMatchObject({ status: 404 })
  })

  test('[ING68] closes the sockets of its open pages', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    const page = await Page.open(visitor.id!)
    const closed = page.closed()
    await erase(visitor)
    expect(await closed).toMatchObject({ code: 1000, reason: 'erased' })
  })

  test('[ING69] takes what waited with the site in its name along', async () => {
    const event = { type: 'track', event: 'A', messageId: 'homeless', userId: 'ada' }
    await client.post('/v1/batch', {
      writeKey: CONSENTED_KEY,
      batch: [event, { ...event, messageId: 'other', userId: 'bob' }],
    })
    const { status } = await client.admin('DELETE', `${SITE}/profiles/user:ada`)
    expect(status).toBe(200)
    const waiting = await client.admin<{ messageId: string }[]>('GET', `${SITE}/quarantine`)
    const ids = waiting.body.map(({ messageId }) => messageId)
    expect(ids).toContain('other')
    expect(ids).not.toContain('homeless')
    expect((await client.admin('DELETE', `${SITE}/profiles/user:ada`)).status).toBe(404)
  })

  test('[SIT44] stands in the audit, without a word of whom it was', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    const { body } = await erase(visitor)
    const audit = await client.admin<Record<string, unknown>[]>('GET', `${SITE}/audit?limit=1`)
    expect(audit.body).toMatchObject([
      { actor: 'operator', action: 'profile.erased', subject: body.id, changes: { erasedAt: body.erasedAt } },
    ])
    expect(JSON.stringify(audit.body)).not.toContain(visitor.id!.slice(0, 22))
  })

  test('[ROL19] that its sums could not hear of is erased, and they hear of it by its alarm', async () => {
    const site = aFreshSite(1)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed')
    await crowd.settle([visitor])
    const shard = crowd.shard(visitor)
    await runInDurableObject(shard, (_rollup, { storage }) => {
      storage.sql.exec('ALTER TABLE erased RENAME TO hidden')
    })
    const { body } = await erase(visitor, site.id)
    expect(body.pending).toEqual(['sums'])
    expect(await client.profile(`visitor:${visitor.id}`, site.id)).toMatchObject({ status: 404 })
    await runInDurableObject(shard, (_rollup, { storage }) => {
      storage.sql.exec('ALTER TABLE hidden RENAME TO erased')
    })
    vi.setSystemTime(Date.now() + 60_000)
    await runDurableObjectAlarm(await crowd.object(visitor))
    expect((await crowd.counts()).profiles).toBe(0)
    expect((await erase(visitor, site.id)).body).toEqual({ ...body, pending: [] })
  })

  test('[ING70] is erased by its own visitor, who has to prove it', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    const ask = (body: object, headers: Record<string, string> = {}) =>
      client.post<EraseResponse & { type?: string }>('/v1/erase', { writeKey: WRITE_KEY, ...body }, headers)
    const forged = `${visitor.id!.slice(0, 22)}.${'A'.repeat(22)}`
    expect(await ask({ anonymousId: forged })).toMatchObject({
      status: 400,
      body: { type: '/problems/bad-request' },
    })
    expect(await ask({ anonymousId: visitor.id }, { origin: 'https://elsewhere.example' })).toMatchObject({
      status: 403,
    })
    expect((await visitor.report()).version).toBe(1)
    expect(await ask({})).toMatchObject({ status: 200, body: { erasure: null } })

    const { status, body, headers } = await ask({ anonymousId: visitor.id }, { origin: ORIGIN })
    expect({ status, erasure: body.erasure }).toEqual({
      status: 200,
      erasure: { id: expect.any(String), erasedAt: new Date(START).toISOString(), pending: [] },
    })
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(await client.profile(`visitor:${visitor.id}`)).toMatchObject({ status: 404 })
    expect((await ask({ anonymousId: visitor.id })).body).toEqual(body)
  })

  test('[ING70] takes its cookie along on the site’s own host', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed')
    const { headers, body } = await client.post<EraseResponse>(
      '/v1/erase',
      { writeKey: WRITE_KEY },
      { origin: BASE, cookie: `ew_id_${SITE}=${visitor.id}` },
    )
    expect(body.erasure).not.toBeNull()
    expect(headers.get('set-cookie')).toMatch(/^ew_id_test-shop=; .*Max-Age=0/)
  })

  test('[ING71] nobody made one of by asking', async () => {
    const name = await profileName(SITE, { kind: 'user', id: 'nobody' })
    expect(await client.admin('DELETE', `${SITE}/profiles/user:nobody`)).toMatchObject({ status: 404 })
    const object = env.PROFILE.get(env.PROFILE.idFromName(name))
    expect(await everythingIn(object)).toBe('[]')
  })
})

describe('the export of a profile', () => {
  const client = new Client({ evict: false })

  beforeEach(() => client.publish())

  async function exported(ref: string) {
    const response = await exports.default.fetch(
      new Request(`${BASE}/api/sites/${SITE}/profiles/${ref}/export`, {
        headers: { authorization: `Bearer ${env.ADMIN_TOKEN}` },
      }),
    )
    return { response, text: await response.text() }
  }

  test('[ING72] is all that is held, a line each, in the order in which it came', async () => {
    const visitor = new Visitor(client)
    const bad = visitor.message('Bad', {}, { properties: 3 })
    const messages = Array.from({ length: 230 }, (_, index) => visitor.message('Product Viewed', { index }))
    for (const message of messages) await visitor.send([message])
    await visitor.send([
      visitor.message('Experience Viewed', { slot: 'hero', experience: 'phone-hero', variant: 'app' }),
      bad,
    ])
    const { response, text } = await exported(`visitor:${visitor.id}`)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportLine)
    const [head] = lines
    expect(head).toMatchObject({
      type: 'profile',
      counts: { received: 232 },
      exposures: [{ experience: 'phone-hero' }],
    })
    expect(
      lines
        .filter(({ type }) => type === 'event')
        .map(({ event }) => event?.id)
        .slice(0, 230),
    ).toEqual(messages.map(({ messageId }) => messageId))
    expect(lines.filter(({ type }) => type === 'facts').length).toBeGreaterThan(0)
    expect(lines.at(-2)).toMatchObject({ type: 'quarantined', messageId: bad['messageId'] })
    expect(lines.at(-1)).toEqual({ type: 'end', lines: lines.length - 1 })
  })

  test('[ING72] has what was packed long ago', async () => {
    const visitor = new Visitor(client)
    const text = 'x'.repeat(20_000)
    for (let call = 0; call < 70; call += 1) await visitor.send([visitor.message('Note', { call, text })])
    const object = await objectOf(visitor)
    const packed = await runInDurableObject(object, (_, { storage }) =>
      storage.sql.exec<{ parts: number }>('SELECT count(*) AS parts FROM archive').one(),
    )
    expect(packed.parts).toBeGreaterThan(0)
    const { text: lines } = await exported(`visitor:${visitor.id}`)
    const calls = [...lines.matchAll(/"call":(\d+)/g)].map(([, call]) => Number(call))
    expect(calls).toEqual(Array.from({ length: 70 }, (_, call) => call))
  })

  test('[ING72] of nobody is answered 404', async () => {
    expect((await exported('user:nobody')).response.status).toBe(404)
  })
})
