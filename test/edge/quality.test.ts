import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { IntakeReport } from '../../edge/rollup/intake-report.ts'
import type { WaitingPage } from '../../edge/site/quality/waiting-page.ts'
import { aFreshSite, Crowd, type FreshSite } from './support/a-crowd.ts'
import { Client } from './support/client.ts'
import type { ProblemAnswer } from './site/support.ts'

const DAY_MS = 86_400_000
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2

type Report = IntakeReport & { readonly dates: readonly string[]; readonly timezone: string }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('the quality of what is sent, objects %s', (_, evict) => {
  const client = new Client({ evict })
  const quality = async ({ id }: FreshSite, query = '') =>
    (await client.admin<Report & ProblemAnswer>('GET', `${id}/quality?${query}`)).body
  const waiting = async ({ id }: FreshSite, query = '') =>
    (await client.admin<WaitingPage>('GET', `${id}/quarantine/all?${query}`)).body

  test('[ROL46] is told by source and by day of the site’s zone: what became of every message', async () => {
    const site = aFreshSite(2, { timezone: 'Pacific/Auckland' })
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const [one, other] = [crowd.visitor(), crowd.visitor()]
    const library = { context: { library: { name: 'analytics.js' } } }
    const first = one.message('A')
    const late = { timestamp: new Date(START - 2 * DAY_MS).toISOString() }
    await one.send([first, one.message('B', {}, library), one.message('C', {}, { ...library, ...late })])
    await one.send([first, { ...one.message('D'), messageId: `ew1.${one.stream}.999999` }])
    await other.send([other.message('E', {}, { properties: 3, ...library }), other.message('F')])
    vi.setSystemTime(START + 2 * DAY_MS)
    await one.send([one.message('G')])
    await crowd.settle([one, other])

    const { timezone, dates, sources, violations } = await quality(site, 'days=4')
    // Noon in London is tomorrow in Auckland
    const isoDay = (days: number) => new Date(START + days * DAY_MS).toISOString().slice(0, 10)
    expect({ timezone, dates }).toEqual({
      timezone: 'Pacific/Auckland',
      dates: [isoDay(0), isoDay(1), isoDay(2), isoDay(3)],
    })
    const none = [0, 0, 0, 0]
    const onDay = (count: number, later = 0) => [0, count, 0, later]
    expect(sources).toEqual([
      {
        source: 'edgewise',
        received: onDay(4, 1),
        accepted: onDay(2, 1),
        duplicate: onDay(1),
        quarantined: none,
        refused: onDay(1),
        late: none,
        replayed: none,
      },
      {
        source: 'analytics.js',
        received: onDay(3),
        accepted: onDay(2),
        duplicate: none,
        quarantined: onDay(1),
        refused: none,
        late: onDay(1),
        replayed: none,
      },
    ])
    expect(violations).toEqual([{ type: 'invalid', source: 'analytics.js', days: onDay(1) }])
    const { ingestion } = await crowd.counts()
    const received = sources.flatMap((source) => source.received).reduce((sum, count) => sum + count, 0)
    expect(ingestion.received).toBe(received)
  })

  test('[ROL47] is of the last thirty days, and forgets what came before', async () => {
    const site = aFreshSite(1)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('A')
    vi.setSystemTime(START + 29 * DAY_MS)
    await visitor.track('B')
    await crowd.settle([visitor])
    const days = async () => (await quality(site)).sources[0]?.accepted.flatMap((n, day) => (n ? [day] : []))
    expect(await days()).toEqual([0, 29])
    vi.setSystemTime(START + 31 * DAY_MS)
    await visitor.track('C')
    await crowd.settle([visitor])
    expect(await days()).toEqual([27, 29])
    for (const wrong of ['0', '31', 'all'])
      expect((await quality(site, `days=${wrong}`)).issues?.[0]?.pointer).toBe('/days')
  })

  test('[ROL48] names are what clients choose: however many, and of whatever kind, they are counted', async () => {
    const site = aFreshSite(1)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    const names = [
      'constructor',
      '__proto__',
      ...Array.from({ length: 30 }, (__, index) => `library ${index}`),
    ]
    const messages = names.map((name) => visitor.message('A', {}, { context: { library: { name } } }))
    await visitor.send(messages)
    await visitor.send(messages)
    await crowd.settle([visitor])
    const { sources } = await quality(site, 'days=1')
    expect(sources).toHaveLength(20)
    const sum = (of: 'accepted' | 'duplicate') =>
      sources.reduce((total, source) => total + (source[of][0] ?? 0), 0)
    expect([sum('accepted'), sum('duplicate')]).toEqual([32, 32])
    expect(sources[0]).toMatchObject({ source: 'other', accepted: [13], duplicate: [13] })
  })

  test('[ROL49] what was set aside is listed wherever it waits, by its kind, and is gone once it is replayed', async () => {
    const catalogue = { events: { 'Product Viewed': {} } }
    const site = aFreshSite(2, {
      catalogue,
      undeclaredEvents: 'quarantine',
      experiences: [],
      segments: [],
      goals: [],
    })
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitors = Array.from({ length: 22 }, () => crowd.visitor())
    for (const visitor of visitors) await visitor.track('Prodct Viewed')
    const [first] = visitors
    await first!.send([first!.message('A', {}, { properties: 3 })])
    await client.post('/v1/batch', {
      writeKey: `ewk_${site.id}_k`,
      batch: [
        {
          type: 'track',
          event: 'A',
          userId: 'u',
          messageId: 'homeless',
          context: { consent: { analytics: 'granted' } },
        },
      ],
    })
    await crowd.settle(visitors)

    const page = await waiting(site)
    expect(page.events[0]).toMatchObject({
      profile: null,
      messageId: 'homeless',
      type: 'server-key-needed',
      source: 'unknown',
    })
    const rest = await waiting(site, `after=${encodeURIComponent(page.next ?? '')}`)
    expect(rest.next).toBeNull()
    const undeclared = [...page.events, ...rest.events].filter(({ type }) => type === 'undeclared')
    expect(undeclared).toHaveLength(22)
    expect(new Set(undeclared.map(({ profile }) => profile)).size).toBe(22)
    const invalid = await waiting(site, 'type=invalid')
    expect(invalid).toMatchObject({
      events: [{ type: 'invalid', source: 'edgewise' }],
      next: null,
      missing: [],
    })

    const [wrong] = undeclared
    const event = JSON.parse(wrong!.event) as Record<string, unknown>
    const { body } = await client.admin('POST', `${site.id}/quarantine/replay`, {
      profile: wrong!.profile,
      messageIds: [wrong!.messageId],
      corrected: [{ ...event, event: 'Product Viewed' }],
    })
    expect(body).toEqual({ receipts: [{ messageId: wrong!.messageId, status: 'accepted' }] })
    await crowd.settle(visitors)
    const left = [
      ...(await waiting(site)).events,
      ...(await waiting(site, `after=${encodeURIComponent(page.next ?? '')}`)).events,
    ]
    expect(left.filter(({ type }) => type === 'undeclared')).toHaveLength(21)
    const { sources } = await quality(site, 'days=1')
    expect(sources).toMatchObject([
      { source: 'edgewise', received: [23], quarantined: [23], accepted: [1], replayed: [1] },
    ])
  })

  test('[ROL50] profiles are found by what somebody types: an id, an address, a word of a trait', async () => {
    const site = aFreshSite(3)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const people = [
      { userId: 'u-17', traits: { email: 'Ada@example.com', name: 'Ada Byron', orders: 1_234 } },
      { userId: 'u-18', traits: { email: 'grace@example.com', name: 'Grace Hopper', vip: true } },
      { userId: 'x-19', traits: { email: 'ada.b@example.org' } },
    ]
    const visitors = people.map(() => crowd.visitor())
    for (const [index, visitor] of visitors.entries()) {
      await visitor.send([{ ...visitor.message(''), type: 'identify', event: undefined, ...people[index] }])
    }
    await crowd.settle(visitors)
    const found = async (search: string) => {
      const { profiles } = await crowd.find(`profiles?search=${encodeURIComponent(search)}`)
      return profiles.flatMap(({ userId }) => userId ?? []).toSorted()
    }
    expect(await found('ada')).toEqual(['u-17', 'x-19'])
    expect(await found('ADA@EXAMPLE.COM')).toEqual(['u-17'])
    expect(await found('hopper')).toEqual(['u-18'])
    expect(await found('u-1')).toEqual(['u-17', 'u-18'])
    expect(await found('1234')).toEqual(['u-17'])
    expect(await found('opper')).toEqual([])
    const id = visitors[2]!.id!
    for (const named of [id, `visitor:${id}`, id.slice(0, 22), `v:${id.slice(0, 22)}`])
      expect(await found(named)).toEqual(['x-19'])
    expect((await client.admin('GET', `${site.id}/profiles?search=`)).status).toBe(400)
  })

  test('[ROL51] profiles are listed from those who were there last on, page by page', async () => {
    const site = aFreshSite(3)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitors = Array.from({ length: 7 }, () => crowd.visitor())
    for (const visitor of visitors) {
      vi.setSystemTime(Date.now() + 1_000)
      await visitor.track('A')
    }
    await visitors[2]!.track('B')
    await crowd.settle(visitors)
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 4; page += 1) {
      const { profiles, next } = await crowd.find(
        `profiles?order=recent&limit=2&after=${encodeURIComponent(after)}`,
      )
      seen.push(...profiles.map(({ key }) => key))
      after = next ?? ''
      expect(next === null).toBe(page === 3)
    }
    const keys = visitors.map(({ id }) => `v:${id!.slice(0, 22)}`)
    const [last, third] = [keys[6]!, keys[2]!]
    expect(seen.slice(0, 2).toSorted()).toEqual([last, third].toSorted())
    expect(seen.slice(2)).toEqual([keys[5], keys[4], keys[3], keys[1], keys[0]])
    expect((await client.admin('GET', `${site.id}/profiles?order=oldest`)).status).toBe(400)
    expect((await client.admin('GET', `${site.id}/profiles?order=recent&after=x`)).status).toBe(400)
  })
})
