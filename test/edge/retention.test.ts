import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import type { ProfileEvent } from '../../shared/event/index.ts'
import { aSite, SITE } from './support/a-site.ts'
import { Client } from './support/client.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MONTH_MS = (365.25 / 12) * DAY_MS
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

const client = new Client({ evict: false })
let people = 0

/** A person, and what their profile is told without the way through HTTP. */
class Person {
  readonly user = `retention-${(people += 1)}`
  #events = 0

  async object() {
    const name = await profileName(SITE, { kind: 'user', id: this.user })
    return env.PROFILE.get(env.PROFILE.idFromName(name))
  }

  /** An event of now, as large as a shop's are. */
  event(name: string, properties: Record<string, string> = {}): ProfileEvent {
    this.#events += 1
    const page = `https://shop.example/${properties['category'] ?? 'all'}/product-${this.#events % 97}/`
    return {
      id: `ew1.stream-of-session-${Math.ceil(this.#events / 12)}-0123456789.${this.#events % 12}`,
      type: 'track',
      name,
      at: Date.now(),
      sequence: this.#events % 12,
      properties: {
        product_id: `sku-${(this.#events * 7919) % 1009}`,
        name: `Product number ${this.#events % 97}`,
        brand: 'Example',
        price: 19.99 + (this.#events % 50),
        currency: 'EUR',
        position: this.#events % 24,
        ...properties,
      },
      context: { page: { url: page, referrer: 'https://shop.example/', title: `Product | The test shop` } },
      channel: 'web',
    }
  }

  async take(...events: ProfileEvent[]): Promise<void> {
    const { body } = await client.admin<{ number: number }>('GET', `${SITE}/release`)
    const object = await this.object()
    await object.collect(
      JSON.stringify({ release: body.number, quarantined: [], facts: {} }),
      JSON.stringify(events),
    )
  }

  async report() {
    return (await client.profile(`user:${this.user}`)).body
  }

  async forget(): Promise<void> {
    const object = await this.object()
    await runInDurableObject(object, () => {})
    await evictDurableObject(object)
  }

  async query<T extends Record<string, SqlStorageValue>>(sql: string): Promise<T[]> {
    return runInDurableObject(await this.object(), (_, { storage }) => storage.sql.exec<T>(sql).toArray())
  }

  async ring(): Promise<boolean> {
    return runDurableObjectAlarm(await this.object())
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

test('[PRO40] a year of a busy visitor, 250 sessions of 12 events, stays under a megabyte', async () => {
  await client.publish()
  const { body } = await client.admin<{ number: number }>('GET', `${SITE}/release`)
  const person = new Person()
  const object = await person.object()
  const visit = JSON.stringify({ release: body.number, quarantined: [], facts: {} })
  for (let session = 0; session < 250; session += 1) {
    for (let call = 0; call < 4; call += 1) {
      vi.setSystemTime(START + Math.floor((session * 365 * DAY_MS) / 250) + call * 3 * MINUTE_MS)
      const events = ['hiking', 'running', 'running'].map((category) =>
        person.event('Product Viewed', { category }),
      )
      await object.collect(visit, JSON.stringify(events))
    }
  }
  const size = await runInDurableObject(object, (_, { storage }) => storage.sql.databaseSize)
  expect(size).toBeLessThan(1_000_000)
  const before = await person.report()
  expect(before.events).toHaveLength(3_000)
  expect(new Set(before.events.map(({ id }) => id)).size).toBe(3_000)
  expect(before.calls).toBe(1_000)
  await person.forget()
  const after = await person.report()
  expect(after.events).toEqual(before.events)
  expect(after.segments).toEqual(before.segments)

  // A rule that comes later sees all of it
  const site = aSite()
  const viewers = {
    schema: 'segment/1',
    id: 'viewers',
    name: 'Looked at a thousand products',
    when: {
      kind: 'event',
      event: 'Product Viewed',
      where: { 'properties.category': 'hiking' },
      window: 'ever',
      op: { gte: 1_000 },
    },
  }
  // Who was drawn is told by what the first call said
  const drawn = {
    schema: 'segment/1',
    id: 'drawn',
    name: 'Looked at a product as one of all who were drawn',
    when: {
      kind: 'asOf',
      anchor: { event: 'Product Viewed' },
      holds: { kind: 'bucket', seed: 'all', range: [0, 1] },
      window: 'ever',
    },
  }
  const segments = [...(site['segments'] as object[]), viewers, drawn]
  const { status } = await client.publish({ ...site, segments })
  expect(status).toBe(200)
  expect((await person.report()).segments).toEqual(expect.arrayContaining(['viewers', 'drawn']))
}, 120_000)

describe('what is older than a site keeps it', () => {
  const KEPT_MONTHS = 3

  beforeEach(async () => {
    await client.publish(aSite({ retentionMonths: KEPT_MONTHS }))
  })

  test('[PRO41] is forgotten at the end of its day, and what rules remember of it stays', async () => {
    const person = new Person()
    await person.take(person.event('Order Completed'), person.event('Product Viewed'))
    vi.setSystemTime(START + 40 * DAY_MS)
    await person.take(person.event('Product Viewed'))
    await person.ring()
    await person.forget()
    const expiry = Math.ceil((START + KEPT_MONTHS * MONTH_MS) / DAY_MS) * DAY_MS
    vi.setSystemTime(expiry - 1)
    await person.ring()
    expect((await person.report()).events).toHaveLength(3)
    vi.setSystemTime(expiry)
    expect(await person.ring()).toBe(true)
    const report = await person.report()
    expect(report).toMatchObject({
      segments: ['buyers'],
      counts: { received: 3, accepted: 3 },
      logStartsAt: new Date(expiry - KEPT_MONTHS * MONTH_MS).toISOString(),
      setbacks: [],
    })
    expect(report.events.map(({ at }) => at)).toEqual([START + 40 * DAY_MS])
    await person.forget()
    expect(await person.report()).toMatchObject({ segments: ['buyers'], events: report.events })
  })

  test('[PRO41] is gone from the disk, also of a visitor who never comes back', async () => {
    const person = new Person()
    await person.take(person.event('Order Completed', { note: 'nobody-must-read-this' }))
    for (let ring = 0; ring < 4; ring += 1) {
      const at = await runInDurableObject(await person.object(), (_, { storage }) => storage.getAlarm())
      if (at === null) break
      vi.setSystemTime(at)
      await person.ring()
      await person.forget()
    }
    expect(Date.now()).toBeGreaterThan(START + KEPT_MONTHS * MONTH_MS)
    const rows = await person.query<{ text: string }>(
      "SELECT events || ifnull(rest, '') AS text FROM log UNION ALL SELECT hex(rows) FROM archive",
    )
    expect(rows.map(({ text }) => text).join('')).not.toContain('nobody-must-read-this')
    expect(await person.report()).toMatchObject({ segments: ['buyers'], events: [], counts: { accepted: 1 } })
    const at = await runInDurableObject(await person.object(), (_, { storage }) => storage.getAlarm())
    // Nothing is left that could be forgotten: at most what was just read is to be told
    expect(at === null || at <= Date.now() + 31_000).toBe(true)
    await person.take(person.event('Product Viewed'))
    expect((await person.report()).events).toHaveLength(1)
  })

  test('[PRO24] is not known to a rule that comes later, which says so until it can know', async () => {
    const person = new Person()
    await person.take(person.event('Order Completed'), person.event('Product Viewed'))
    const expiry = Math.ceil((START + KEPT_MONTHS * MONTH_MS) / DAY_MS) * DAY_MS
    vi.setSystemTime(expiry)
    await person.ring()
    const logStartsAt = expiry - KEPT_MONTHS * MONTH_MS
    const site = aSite({ retentionMonths: KEPT_MONTHS })
    const rule = (id: string, event: string, window: string, op: object) => ({
      schema: 'segment/1',
      id,
      name: id,
      when: { kind: 'event', event, window, op },
    })
    const later = [
      rule('viewers', 'Product Viewed', 'ever', { gte: 1 }),
      rule('never-viewed', 'Product Viewed', 'ever', { eq: 0 }),
      rule('not-in-100-days', 'Product Viewed', 'P100D', { eq: 0 }),
      // It asks what a rule has asked before.
      rule('never-bought', 'Order Completed', 'ever', { eq: 0 }),
    ]
    await client.publish({ ...site, segments: [...(site['segments'] as object[]), ...later] })
    for (const isAsleep of [false, true]) {
      if (isAsleep) await person.forget()
      const { segments, explain } = await person.report()
      expect(segments).toEqual(['buyers'])
      const said = (id: string) => explain.find(({ segment }) => segment === id)?.when
      expect(said('buyers')).toMatchObject({ truth: 'true' })
      expect(said('viewers')).toMatchObject({ truth: 'unknown', warmingUntil: null })
      expect(said('never-viewed')).toMatchObject({ truth: 'unknown', warmingUntil: null })
      expect(said('never-bought')).toMatchObject({ truth: 'false' })
      const until = new Date(logStartsAt + 100 * DAY_MS).toISOString()
      expect(said('not-in-100-days')).toMatchObject({ truth: 'unknown', warmingUntil: until })
    }
    vi.setSystemTime(logStartsAt + 100 * DAY_MS)
    expect((await person.report()).segments).toEqual(['buyers', 'not-in-100-days'])
    await person.take(person.event('Product Viewed'))
    expect((await person.report()).segments.toSorted()).toEqual(['buyers', 'viewers'])
  })

  test('[PRO42] is forgotten out of the middle of what was packed', async () => {
    const person = new Person()
    for (let call = 0; call < 260; call += 1) {
      vi.setSystemTime(START + call * 0.25 * DAY_MS)
      await person.take(
        ...Array.from({ length: 4 }, () => person.event('Product Viewed', { category: 'hiking' })),
      )
    }
    const [packed] = await person.query<{ parts: number }>('SELECT count(*) AS parts FROM archive')
    expect(packed!.parts).toBeGreaterThan(0)
    const now = START + 20 * DAY_MS + Math.ceil(KEPT_MONTHS * MONTH_MS)
    vi.setSystemTime(now)
    await person.ring()
    const { events } = await person.report()
    const cutoff = now - KEPT_MONTHS * MONTH_MS
    expect(events.length).toBeGreaterThan(0)
    expect(events.every(({ at }) => at > cutoff)).toBe(true)
    expect(events).toHaveLength((260 - Math.floor(20 / 0.25) - 1) * 4)
    await person.forget()
    expect((await person.report()).events).toEqual(events)
  })
})
