import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProfileSummary } from '../../edge/profile/profile-summary.ts'
import type { Timeline } from '../../edge/profile/timeline.ts'
import { aFreshSite, Crowd, type FreshSite } from './support/a-crowd.ts'
import type { Visitor } from './support/a-visitor.ts'
import { Client, type Answer } from './support/client.ts'
import type { ProblemAnswer } from './site/support.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('a profile that is looked at, objects %s', (_, evict) => {
  const client = new Client({ evict })

  function events(site: FreshSite, visitor: Visitor, query = ''): Promise<Answer<Timeline & ProblemAnswer>> {
    return client.admin('GET', `${site.id}/profiles/visitor:${visitor.id}/events?${query}`)
  }

  test('[PRO86] tells its events from the newest to the oldest, piece by piece, late ones in their place', async () => {
    const site = aFreshSite(0)
    await new Crowd(client, site).publish()
    const visitor = new Crowd(client, site).visitor()
    for (let call = 0; call < 9; call += 1) {
      vi.setSystemTime(START + call * MINUTE_MS)
      await visitor.send([visitor.message('A', { call }), visitor.message('B', { call })])
    }
    const timestamp = new Date(START + 90_000).toISOString()
    await visitor.send([visitor.message('Late', {}, { timestamp, messageId: 'late-one' })])

    const told: string[] = []
    let before = ''
    for (let piece = 0; piece < 5; piece += 1) {
      const { status, body } = await events(site, visitor, `limit=4${before && `&before=${before}`}`)
      expect({ status, total: body.total, names: body.names }).toEqual({
        status: 200,
        total: 19,
        names: { A: 9, B: 9, Late: 1 },
      })
      told.push(
        ...body.events.map(({ name, properties }) => `${name}${JSON.stringify(properties?.['call']) ?? ''}`),
      )
      expect(body.next === null).toBe(piece === 4)
      before = encodeURIComponent(body.next ?? '')
    }
    const inOrder = Array.from({ length: 9 }, (__, call) => [`B${8 - call}`, `A${8 - call}`])
    expect(told).toEqual([...inOrder.slice(0, 7), ['Late'], ...inOrder.slice(7)].flat())
    const { body } = await events(site, visitor, 'name=Late')
    expect(body.events).toMatchObject([
      {
        id: 'late-one',
        at: timestamp,
        receivedAt: new Date(START + 8 * MINUTE_MS).toISOString(),
        release: 1,
      },
    ])
  })

  test('[PRO87] tells of its events only those that are asked for', async () => {
    const site = aFreshSite(0)
    await new Crowd(client, site).publish()
    const visitor = new Crowd(client, site).visitor()
    await visitor.send([
      visitor.message('Viewed', { category: 'Hiking' }),
      { ...visitor.message(''), type: 'identify', event: undefined, traits: { first_name: 'Ada' } },
    ])
    vi.setSystemTime(START + DAY_MS)
    await visitor.send([visitor.message('Bought', { category: 'running' })])
    const named = async (query: string) => {
      const { body } = await events(site, visitor, query)
      return body.events.map(({ name, type }) => name || type)
    }
    expect(await named('')).toEqual(['Bought', 'identify', 'Viewed'])
    expect(await named('name=Bought&name=Viewed')).toEqual(['Bought', 'Viewed'])
    expect(await named('type=identify')).toEqual(['identify'])
    expect(await named('text=hiking')).toEqual(['Viewed'])
    expect(await named(`from=${new Date(START + 1).toISOString()}`)).toEqual(['Bought'])
    expect(await named(`to=${new Date(START + DAY_MS).toISOString()}`)).toEqual(['identify', 'Viewed'])
    for (const [query, pointer] of [
      ['limit=201', '/limit'],
      ['limit=few', '/limit'],
      ['before=yesterday', '/before'],
      ['from=yesterday', '/from'],
      ['type=click', '/type/0'],
      ['page=2', '/page'],
    ] as const) {
      const { status, body } = await events(site, visitor, query)
      expect([status, body.issues?.[0]?.pointer]).toEqual([400, pointer])
    }
  })

  test('[PRO88] is summed up: who it is, traits with what said them, sessions, what was seen, what was set aside', async () => {
    const computedTraits = [
      { id: 'orders', name: 'Number of orders', event: 'Order Completed', window: 'ever' },
    ]
    const site = aFreshSite(0, { computedTraits })
    await new Crowd(client, site).publish()
    const visitor = new Crowd(client, site).visitor()
    const page = (url: string) => ({ context: { device: { id: 'phone' }, page: { url } } })
    const identify: Record<string, unknown> = {
      ...visitor.message('', {}, page('https://shop.example/')),
      type: 'identify',
      event: undefined,
      traits: { email: 'ada@example.com', vip: true },
      userId: 'u1',
    }
    await visitor.send([identify])
    vi.setSystemTime(START + 2 * 60 * MINUTE_MS)
    await visitor.send([
      visitor.message(
        'Experience Viewed',
        { slot: 'hero', experience: 'hiking-hero', variant: 'boots' },
        page('https://shop.example/'),
      ),
      visitor.message('Order Completed', { revenue: 30 }, page('https://shop.example/thanks')),
      visitor.message('Wrong', {}, { properties: 3 }),
    ])
    const { status, body } = await client.admin<ProfileSummary>(
      'GET',
      `${site.id}/profiles/visitor:${visitor.id}/summary`,
    )
    const begin = new Date(START).toISOString()
    const now = new Date(Date.now()).toISOString()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      key: `v:${visitor.id!.slice(0, 22)}`,
      userId: 'u1',
      userIds: ['u1'],
      bornAt: begin,
      seenAt: now,
      now,
      logStartsAt: null,
      facts: { consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' } },
      counts: { received: 4, accepted: 3, quarantined: 1, late: 0 },
      computed: [{ id: 'orders', name: 'Number of orders', value: 1 }],
      sessions: { count: 2 },
      exposures: [
        {
          slot: 'hero',
          experience: 'hiking-hero',
          variant: 'boots',
          views: 1,
          firstAt: now,
          conversions: [{ goal: 'order', count: 1, value: 30 }],
        },
      ],
      quarantined: [{ reason: expect.stringContaining('properties') }],
    })
    const source = { messageId: identify['messageId'], at: begin, channel: 'web' }
    expect(body.traits).toEqual([
      { name: 'email', value: 'ada@example.com', ...source },
      { name: 'vip', value: true, ...source },
    ])
    expect(body.sessions.last.map(({ number, startedAt, endedAt }) => [number, startedAt, endedAt])).toEqual([
      [2, now, null],
      [1, begin, new Date(START + 30 * MINUTE_MS).toISOString()],
    ])
  })

  test('[PRO89] of which nothing is known is answered 404, however it is looked at', async () => {
    const site = aFreshSite(0)
    await new Crowd(client, site).publish()
    for (const what of ['', '/summary', '/events', '/at']) {
      const { status } = await client.admin('GET', `${site.id}/profiles/user:nobody${what}`)
      expect(status).toBe(404)
    }
  })
})
