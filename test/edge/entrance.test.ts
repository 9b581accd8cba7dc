import { evictAllDurableObjects, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Entrance } from '../../edge/entrance/entrance.ts'
import { entranceObject } from '../../edge/entrance/entrance-object.ts'
import type { Outcomes } from '../../edge/entrance/outcomes.ts'
import type { Report } from '../../edge/entrance/report.ts'
import type { Receipt, SeenCall, WatchMessage } from '../../shared/event/index.ts'
import { aFreshSite, Crowd, type FreshSite } from './support/a-crowd.ts'
import { aStream } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const BOT = { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }
const DENIED = { analytics: 'denied', personalization: 'denied', advertising: 'denied' }
/** The shortest that an isolate gathers what it has to tell. */
const GATHERED = { everySeconds: 1 }

const client = new Client({ evict: false })

function aGatheringSite(more: Record<string, unknown> = {}): FreshSite {
  const fresh = aFreshSite(2)
  return { ...fresh, site: { ...fresh.site, rollup: { shards: 2, ...GATHERED }, ...more } }
}

const track = (messageId: string, more: object = {}) => ({ type: 'track', event: 'A', messageId, ...more })

/** What an isolate would tell an entrance. */
function told(outcomes: Outcomes): string {
  return JSON.stringify({ from: 'this test', outcomes, calls: 0, events: 0, shown: [] } satisfies Report)
}

/** Somebody who watches a site. */
class Watcher {
  readonly #socket: WebSocket
  readonly messages: WatchMessage[] = []

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      // `as`: the entrance wrote it
      if (data !== 'pong') this.messages.push(JSON.parse(String(data)) as WatchMessage)
    })
    socket.accept()
  }

  static ask(site: string, headers: Record<string, string> = {}): Promise<Response> {
    return exports.default.fetch(
      new Request(`${BASE}/api/sites/${site}/events/live`, {
        headers: { upgrade: 'websocket', authorization: `Bearer ${env.ADMIN_TOKEN}`, ...headers },
      }),
    )
  }

  static async of(site: string): Promise<Watcher> {
    const { webSocket, status } = await Watcher.ask(site)
    if (webSocket === null) throw new Error(`No socket: ${status}`)
    return new Watcher(webSocket)
  }

  get shown(): SeenCall[] {
    return this.messages.flatMap(({ shown }) => shown)
  }

  /** Resolves when the object has taken what was said. */
  say(message: unknown): Promise<void> {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message))
    return this.settled()
  }

  settled(): Promise<void> {
    return new Promise((resolve) => {
      const onPong = ({ data }: MessageEvent) => {
        if (data !== 'pong') return
        this.#socket.removeEventListener('message', onPong)
        resolve()
      }
      this.#socket.addEventListener('message', onPong)
      this.#socket.send('ping')
    })
  }

  closed(): Promise<CloseEvent> {
    return new Promise((resolve) => this.#socket.addEventListener('close', resolve, { once: true }))
  }

  close(): void {
    this.#socket.close(1000, 'done')
  }
}

describe('what no profile has in its books', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test('[ROL20] is counted with what profiles have: everything received is accepted, repeated, set aside or rejected', async () => {
    const site = aGatheringSite()
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const writeKey = `ewk_${site.id}_k`
    const answered: Receipt[] = []
    const page = async (body: Record<string, unknown>, headers: Record<string, string> = {}) => {
      const { body: answer } = await client.interact({ writeKey, stream: aStream(), ...body }, headers)
      answered.push(...answer.receipts)
    }
    const visitor = crowd.visitor()
    const good = visitor.message('A')
    answered.push(...(await visitor.send([good, good, visitor.message('B', {}, { properties: 3 })])).receipts)
    answered.push(
      ...(await visitor.send([{ ...visitor.message('C'), messageId: `ew1.${visitor.stream}.99999999` }]))
        .receipts,
    )
    await page({ batch: [track('bot-1'), track('bot-2')] }, BOT)
    await page({ batch: [track('denied')], consent: DENIED })
    await page({ batch: [track('forged')], anonymousId: `${'A'.repeat(22)}.${'A'.repeat(22)}` })
    const homeless = {
      ...track('homeless', { userId: 'ada' }),
      context: { consent: { analytics: 'granted' } },
    }
    for (let time = 0; time < 2; time += 1) {
      const { body } = await client.post<{ receipts: Receipt[] }>('/v1/batch', {
        writeKey,
        batch: [homeless, track('no-word', { anonymousId: 'x' })],
      })
      answered.push(...body.receipts)
    }
    await client.request('/v1/batch', {
      method: 'POST',
      headers: { 'x-write-key': writeKey },
      body: 'x'.repeat(600_000),
    })

    const count = (status: Receipt['status']) =>
      answered.filter((receipt) => receipt.status === status).length
    await client.admin('GET', `${site.id}/counts`)
    await vi.waitFor(
      async () => {
        await crowd.tellNow([visitor])
        const { ingestion } = await crowd.counts()
        expect(ingestion).toEqual({
          received: answered.length - count('retry'),
          accepted: count('accepted'),
          duplicate: count('duplicate'),
          quarantined: count('quarantined'),
          rejected: count('rejected'),
          late: 0,
          rejectedFor: { 'sequence-out-of-range': 1, bot: 2, 'consent-missing': 3 },
          retriedFor: { 'foreign-id': 1 },
          callsWithoutProfile: { bot: 1, 'consent-missing': 1, 'foreign-id': 1, 'body-too-large': 1 },
        })
      },
      { timeout: 10_000, interval: 200 },
    )
    const { ingestion } = await crowd.counts()
    expect(ingestion.received).toBe(
      ingestion.accepted + ingestion.duplicate + ingestion.quarantined + ingestion.rejected,
    )

    await evictAllDurableObjects()
    expect((await crowd.counts()).ingestion).toEqual(ingestion)
    // What is taken after all is in a profile's books from then on
    await client.admin('POST', `${site.id}/quarantine/replay`, {})
    const { body } = await client.profile('user:ada', site.id)
    expect(body.counts).toMatchObject({ accepted: 1 })
    expect((await crowd.counts()).ingestion).toMatchObject({ quarantined: ingestion.quarantined - 1 })
  })

  test('[ROL21] costs its object one row at a time, and nothing where a site does without sums', async () => {
    const site = aGatheringSite()
    await new Crowd(client, site).publish()
    const entrance = entranceObject(env, site.id)
    const rows = await runInDurableObject(entrance, (object, { storage }) => {
      object.report(told({ 'call/bot': 1, 'rejected/bot': 7 }))
      return storage.sql
        .exec<{ rows: number }>("SELECT count(*) AS rows FROM meta WHERE name <> 'layout'")
        .one()
    })
    expect(rows).toEqual({ rows: 1 })
    expect(await entrance.outcomes()).toEqual({ 'call/bot': 1, 'rejected/bot': 7 })

    const without = aGatheringSite({ rollup: { shards: 0, ...GATHERED } })
    await new Crowd(client, without).publish()
    const watcher = await Watcher.of(without.id)
    await client.interact({ writeKey: `ewk_${without.id}_k`, stream: aStream(), batch: [track('1')] }, BOT)
    await vi.waitFor(() => expect(watcher.shown).toHaveLength(1), { timeout: 10_000 })
    expect(await entranceObject(env, without.id).outcomes()).toEqual({})
    watcher.close()
  })

  test('[ROL22] is missing, and said to be, where its object does not answer', async () => {
    const site = aGatheringSite()
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const entrance = entranceObject(env, site.id)
    await entrance.report(told({ 'rejected/bot': 7 }))
    await runInDurableObject(entrance, (_, { storage }) => {
      storage.sql.exec("UPDATE meta SET value = 'no JSON' WHERE name = 'outcomes'")
    })
    expect(await crowd.counts()).toMatchObject({ missingEntrance: true, ingestion: { rejected: 0 } })
  })
})

describe('who watches a site', () => {
  test('[ROL23] sees the calls as they come: who, what, and what they were told', async () => {
    const site = aGatheringSite()
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const watcher = await Watcher.of(site.id)
    const visitor = crowd.visitor()
    const page = { url: 'https://shop.example/boots?email=ada@example.com' }
    const hiking = { category: 'hiking', note: 'ada@example.com' }
    const sent = [visitor.message('Product Viewed', hiking), visitor.message('Product Viewed', hiking)]
    await visitor.send([...sent, visitor.message('Bad', {}, { properties: 3 })], { page })
    await vi.waitFor(() => expect(watcher.shown).toHaveLength(1), { timeout: 10_000 })
    expect(watcher.shown[0]).toEqual({
      at: expect.any(String),
      profile: `v:${visitor.id!.slice(0, 22)}`,
      from: 'page',
      events: [
        { type: 'track', name: 'Product Viewed', status: 'accepted' },
        { type: 'track', name: 'Product Viewed', status: 'accepted' },
        { type: 'track', name: 'Bad', status: 'quarantined', reason: expect.any(String) },
      ],
      count: 3,
      path: '/boots',
      country: null,
      device: 'unknown',
      decisions: { hero: { experience: 'hiking-hero', variant: 'boots' } },
      ms: expect.any(Number),
      without: null,
    })
    expect(JSON.stringify(watcher.messages)).not.toContain('ada@example.com')

    await client.interact({ writeKey: `ewk_${site.id}_k`, stream: aStream(), batch: [track('1')] }, BOT)
    await vi.waitFor(() => expect(watcher.shown).toHaveLength(2), { timeout: 10_000 })
    expect(watcher.shown[1]).toMatchObject({
      profile: null,
      ms: null,
      without: 'bot',
      events: [{ status: 'rejected' }],
    })
    const { key } = (await client.admin<{ key: string }>('POST', `${site.id}/keys`, {})).body
    await client.post('/v1/track', { writeKey: key, ...track('2', { userId: 'ada' }) })
    await vi.waitFor(() => expect(watcher.shown).toHaveLength(3), { timeout: 10_000 })
    expect(watcher.shown[2]).toMatchObject({
      from: 'server',
      profile: expect.stringMatching(/^u:/),
      events: [{ status: 'accepted' }],
    })
    watcher.close()
  })

  test('[ROL24] may pause, misses what comes meanwhile, and sees what comes then', async () => {
    const site = aGatheringSite()
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const [one, other] = [await Watcher.of(site.id), await Watcher.of(site.id)]
    await one.say({ type: 'pause' })
    const visitor = crowd.visitor()
    await visitor.track('First')
    await vi.waitFor(() => expect(other.shown).toHaveLength(1), { timeout: 10_000 })
    await one.settled()
    expect(one.messages).toEqual([])
    await evictAllDurableObjects()
    await one.say({ type: 'resume' })
    await visitor.track('Second')
    await vi.waitFor(() => expect(one.shown).toMatchObject([{ events: [{ name: 'Second' }] }]), {
      timeout: 10_000,
    })
    const closed = one.closed()
    one.say('nonsense').catch(() => {})
    expect(await closed).toMatchObject({ code: 1008 })
    other.close()
  })

  test('[ROL25] is shown some of many, and told how many there were', async () => {
    const site = aGatheringSite()
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const watcher = await Watcher.of(site.id)
    await crowd.visitor().track('First')
    // From then on the isolate knows that somebody watches
    await vi.waitFor(() => expect(watcher.shown).toHaveLength(1), { timeout: 10_000 })
    const calls = 60
    // Bots make no object each
    const call = (batch: readonly object[]) =>
      client.interact({ writeKey: `ewk_${site.id}_k`, stream: aStream(), batch }, BOT)
    await Promise.all(
      Array.from({ length: calls }, (_, index) => call([track(`${index}-a`), track(`${index}-b`)])),
    )
    const sum = (of: (message: WatchMessage) => number) =>
      watcher.messages.reduce((total, message) => total + of(message), 0)
    await vi.waitFor(
      async () => {
        // The last of what was gathered goes with the next call
        await call([])
        expect(sum(({ events }) => events)).toBe(1 + 2 * calls)
      },
      { timeout: 10_000, interval: 300 },
    )
    for (const { shown } of watcher.messages) expect(shown.length).toBeLessThanOrEqual(20)
    watcher.close()
  })

  test('[ROL26] is of the console’s own origin, or has the admin token', async () => {
    const site = aGatheringSite()
    await new Crowd(client, site).publish()
    expect((await Watcher.ask(site.id, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await Watcher.ask(site.id, { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await Watcher.ask(site.id, { upgrade: 'none' })).status).toBe(400)
    const { webSocket } = await Watcher.ask(site.id, { origin: BASE })
    expect(webSocket).not.toBeNull()
  })

  test('[ROL27] slows no call: while nobody does, an isolate asks at most once in ten seconds', async () => {
    const fresh = aFreshSite(1)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const reports = vi.spyOn(Entrance.prototype, 'report')
    const visitor = crowd.visitor()
    for (let call = 0; call < 10; call += 1) await visitor.track('A')
    await vi.waitFor(() => expect(reports).toHaveBeenCalled())
    for (let call = 0; call < 10; call += 1) await visitor.track('A')
    expect(reports).toHaveBeenCalledTimes(1)
    reports.mockRestore()
  })
})

describe('who is there now', () => {
  const START = Math.ceil(Date.now() / 86_400_000) * 86_400_000

  afterEach(() => {
    vi.useRealTimers()
  })

  test.each([
    ['in memory', false],
    ['evicted between calls', true],
  ])('[ROL28] is counted: whoever was there in the last five minutes, objects %s', async (_, evict) => {
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    const crowd = new Crowd(new Client({ evict }), aFreshSite(2))
    await crowd.publish()
    const visitors = [crowd.visitor(), crowd.visitor(), crowd.visitor()]
    for (const visitor of visitors) await visitor.track('A')
    await crowd.settle(visitors)
    const now = () => crowd.now()
    expect(await now()).toMatchObject({ visitors: 3, missingShards: [] })
    vi.setSystemTime(START + 200_000)
    await visitors[0]!.track('A')
    await crowd.settle([visitors[0]!])
    vi.setSystemTime(START + 301_000)
    expect(await now()).toMatchObject({ visitors: 1 })
  })
})
