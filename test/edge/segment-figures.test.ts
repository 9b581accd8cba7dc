import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ObservedCatalogue } from '../../edge/rollup/observed-catalogue.ts'
import type { SegmentHistory } from '../../edge/rollup/segment-history.ts'
import { rollupObject } from '../../edge/rollup/shard.ts'
import type { OverlapReport } from '../../shared/segment/overlap/index.ts'
import { aFreshSite, Crowd } from './support/a-crowd.ts'
import { Client } from './support/client.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

interface History {
  readonly timezone: string
  readonly profiles: number
  readonly covered: number
  readonly dates: readonly string[]
  readonly segments: Readonly<Record<string, SegmentHistory>>
  readonly missingShards: readonly number[]
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('the figures of segments, objects %s', (_, evict) => {
  const client = new Client({ evict })
  const hiking = { category: 'hiking' }

  async function ask<T>(site: string, path: string): Promise<T> {
    const { status, body } = await client.admin<T>('GET', `${site}/${path}`)
    expect(status).toBe(200)
    return body
  }

  test('[ROL31] say for each day how many entered and left a segment, and how many it had', async () => {
    const fresh = aFreshSite(2, { timezone: 'America/New_York' })
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitors = Array.from({ length: 3 }, () => crowd.visitor())
    // It is still the evening before in New York
    for (const visitor of visitors) {
      await visitor.send([
        visitor.message('Product Viewed', hiking),
        visitor.message('Product Viewed', hiking),
      ])
    }
    await crowd.settle(visitors)
    vi.setSystemTime(START + 2 * DAY_MS + 12 * HOUR_MS)
    const [first] = visitors
    await first!.send([first!.message('Product Viewed', hiking), first!.message('Product Viewed', hiking)])
    await crowd.settle(visitors)
    vi.setSystemTime(START + 8 * DAY_MS)
    // Time flips the rule, and half a minute later that is told
    await crowd.settle(visitors)
    await crowd.settle(visitors)
    const { segments, dates, ...rest } = await ask<History>(fresh.id, 'segments/history?days=10')
    expect(rest).toMatchObject({ timezone: 'America/New_York', profiles: 3, covered: 3, missingShards: [] })
    expect(dates.at(-1)).toBe(new Date(START + 7 * DAY_MS).toISOString().slice(0, 10))
    expect(segments['hikers']).toEqual({
      entered: [0, 3, 0, 0, 0, 0, 0, 0, 0, 0],
      left: [0, 0, 0, 0, 0, 0, 0, 0, 0, 2],
      size: [0, 3, 3, 3, 3, 3, 3, 3, 3, 1],
    })
    expect(segments['buyers']?.size.at(-1)).toBe(0)
  })

  test('[ROL32] count a member who left and came back between two tellings, and nobody twice', async () => {
    const fresh = aFreshSite(1)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.send([visitor.message('Product Added')])
    vi.setSystemTime(START + 21_000)
    await visitor.track('Page Viewed')
    await crowd.settle([visitor])
    await visitor.send([visitor.message('Order Completed'), visitor.message('Product Added')])
    vi.setSystemTime(Date.now() + 21_000)
    await visitor.track('Page Viewed')
    await crowd.settle([visitor])
    // Told once more, nothing moves
    await visitor.track('Page Viewed')
    await crowd.settle([visitor])
    const { segments } = await ask<History>(fresh.id, 'segments/history?days=1')
    expect(segments['cart-idle']).toEqual({ entered: [2], left: [1], size: [1] })
  })

  test('[ROL33] keep 90 days, and no row that is older', async () => {
    const fresh = aFreshSite(1)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const [early, late] = [crowd.visitor(), crowd.visitor()]
    await early.track('Order Completed')
    await crowd.settle([early])
    const days = () =>
      runInDurableObject(rollupObject(env, fresh.id, 1, 0), (_rollup, { storage }) =>
        storage.sql.exec('SELECT day, segment FROM moves').toArray(),
      )
    const today = START / DAY_MS
    expect(await days()).toEqual([{ day: today, segment: 'buyers' }])
    vi.setSystemTime(START + 90 * DAY_MS)
    await late.track('Order Completed')
    await crowd.settle([late])
    expect(await days()).toEqual([{ day: today + 90, segment: 'buyers' }])
    expect((await client.admin('GET', `${fresh.id}/segments/history?days=90`)).body).toMatchObject({
      issues: [{ pointer: '/days', found: '90', expected: 'a whole number from 1 to 89' }],
    })
  })

  test('[ROL34] say how many members two segments have in common', async () => {
    const fresh = aFreshSite(3)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitors = Array.from({ length: 6 }, () => crowd.visitor())
    for (const [index, visitor] of visitors.entries()) {
      await visitor.send([
        ...(index < 4 ? [1, 2].map(() => visitor.message('Product Viewed', hiking)) : []),
        ...(index > 1 ? [visitor.message('Order Completed')] : []),
      ])
    }
    await crowd.settle(visitors)
    const report = await ask<OverlapReport>(fresh.id, 'segments/overlap')
    expect(report).toMatchObject({
      profiles: 6,
      segments: [
        { id: 'buyers', members: 4 },
        { id: 'hikers', members: 4 },
      ],
      pairs: [{ a: 'buyers', b: 'hikers', both: 2, either: 6, shareOfA: 0.5, shareOfB: 0.5 }],
    })
    const chosen = await ask<OverlapReport>(fresh.id, 'segments/overlap?segments=phones,hikers')
    expect(chosen.pairs).toEqual([
      { a: 'hikers', b: 'phones', both: 0, either: 4, jaccard: 0, shareOfA: 0, shareOfB: null },
    ])
    const many = Array.from({ length: 31 }, (_id, index) => `s${index}`).join(',')
    expect((await client.admin('GET', `${fresh.id}/segments/overlap?segments=${many}`)).status).toBe(400)
  })

  test('[ROL35] tell which events came with which properties, and which traits: types, and no values', async () => {
    const fresh = aFreshSite(2)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const [ada, bob] = [crowd.visitor(), crowd.visitor()]
    await ada.send([
      ada.message('Product Viewed', { sku: 'A', price: 3, sizes: [1], __proto__x: true, constructor: 'x' }),
      ada.message(
        '',
        {},
        { type: 'identify', event: undefined, traits: { plan: 'pro', since: '2026-01-02' } },
      ),
    ])
    vi.setSystemTime(START + HOUR_MS)
    await bob.send([
      bob.message('Product Viewed', { sku: 7, price: null }),
      bob.message('Order Completed', { at: '2026-01-02T03:04:05Z' }),
      bob.message('constructor'),
    ])
    await crowd.settle([ada, bob])
    const catalogue = await ask<ObservedCatalogue>(fresh.id, 'catalogue')
    const seen = {
      firstSeen: new Date(START + HOUR_MS).toISOString(),
      lastSeen: new Date(START + HOUR_MS).toISOString(),
    }
    expect(catalogue).toMatchObject({
      events: [
        {
          name: 'Product Viewed',
          count: 2,
          profiles: 2,
          firstSeen: new Date(START).toISOString(),
          lastSeen: seen.lastSeen,
          properties: [
            { name: '__proto__x', types: ['boolean'], profiles: 1 },
            { name: 'constructor', types: ['string'], profiles: 1 },
            { name: 'price', types: ['number'], profiles: 1 },
            { name: 'sizes', types: ['list'], profiles: 1 },
            { name: 'sku', types: ['number', 'string'], profiles: 2 },
          ],
        },
        { name: 'Order Completed', count: 1, ...seen, properties: [{ name: 'at', types: ['date'] }] },
        { name: 'constructor', count: 1, ...seen, properties: [] },
      ],
      traits: [
        { name: 'plan', types: ['string'], profiles: 1 },
        { name: 'since', types: ['date'], profiles: 1 },
      ],
    })
    expect(JSON.stringify(catalogue)).not.toContain('pro"')
  })

  test('[ROL36] note a bounded part of what one visitor sends', async () => {
    const fresh = aFreshSite(1)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.send([
      ...Array.from({ length: 70 }, (_event, index) => visitor.message(`Event ${index}`)),
      visitor.message('x'.repeat(101)),
      visitor.message('Event 0', Object.fromEntries(Array.from({ length: 50 }, (_name, n) => [`p${n}`, n]))),
    ])
    await visitor.send(
      Array.from({ length: 20 }, (_event, index) =>
        visitor.message(
          `Event ${index + 1}`,
          Object.fromEntries(Array.from({ length: 30 }, (_name, n) => [`q${n}`, n])),
        ),
      ),
    )
    await crowd.settle([visitor])
    const { events } = await ask<ObservedCatalogue>(fresh.id, 'catalogue')
    expect(events.reduce((sum, { properties }) => sum + properties.length, 0)).toBe(400)
    expect(events).toHaveLength(60)
    const [first] = events.filter(({ name }) => name === 'Event 0')
    expect(first?.count).toBe(2)
    expect(first?.properties).toHaveLength(40)
  })
})
