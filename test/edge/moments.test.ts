import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProfileMoment } from '../../edge/profile/moment.ts'
import type { InteractResponse } from '../../shared/event/index.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { aFreshSite, Crowd, type FreshSite } from './support/a-crowd.ts'
import type { Visitor } from './support/a-visitor.ts'
import { Client, type Answer } from './support/client.ts'
import type { ProblemAnswer } from './site/support.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

/** A rule that remembers, and one that sessions carry. */
const MORE_SEGMENTS = [
  {
    schema: 'segment/1',
    id: 'loyal',
    name: 'Comes often',
    public: true,
    when: { kind: 'event', event: '*', window: 'PT30M', op: { gte: 3 } },
    exit: { minStay: 'PT1H', maxStay: 'P2D' },
    reentry: { cooldown: 'PT2H' },
  },
  {
    schema: 'segment/1',
    id: 'browsing',
    name: 'Browses now',
    public: true,
    when: { kind: 'profile', where: { 'session.isActive': true } },
  },
]

function withMore(site: FreshSite): Record<string, unknown> {
  // `as`: aSite has them
  const segments = site.site['segments'] as object[]
  return { ...site.site, segments: [...segments, ...MORE_SEGMENTS] }
}

async function moment(
  client: Client,
  site: FreshSite,
  visitor: Visitor,
  query: Record<string, string> = {},
): Promise<Answer<ProfileMoment & ProblemAnswer>> {
  const parameters = new URLSearchParams(query)
  return client.admin('GET', `${site.id}/profiles/visitor:${visitor.id}/at?${parameters.toString()}`)
}

/** What an answer and a moment both say. */
function shown({ decisions, segments }: Pick<ProfileMoment, 'decisions' | 'segments'>) {
  return {
    decisions,
    segments: segments.flatMap(({ segment, member }) => (member ? [segment] : [])).toSorted(),
  }
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
])('a profile’s time, objects %s', (_, evict) => {
  const client = new Client({ evict })

  test.each([1, 2, 3])(
    '[PRO80] is travelled back to what the visitor was told then, late events and releases included: seed %i',
    async (seed) => {
      const random = seededRandom(seed)
      const site = aFreshSite(0)
      const crowd = new Crowd(client, site)
      await crowd.publish(withMore(site))
      const visitor = crowd.visitor()
      const told: { at: string; answer: InteractResponse }[] = []
      const names = ['Product Viewed', 'Product Viewed', 'Product Added', 'Order Completed']
      for (let call = 0; call < 24; call += 1) {
        const pauses = [1, 25 * SECOND_MS, 25 * SECOND_MS, 31 * MINUTE_MS, 3 * HOUR_MS, 2 * DAY_MS]
        vi.setSystemTime(Date.now() + pauses[Math.floor(random() * pauses.length)]!)
        if (call === 8) await crowd.publish(site.site)
        if (call === 16) await crowd.publish(withMore(site))
        const batch = Array.from({ length: Math.floor(random() * 3) }, () => {
          const agoMs = random() < 0.3 ? random() * DAY_MS : 0
          return visitor.message(
            names[Math.floor(random() * names.length)]!,
            { category: random() < 0.7 ? 'hiking' : 'running' },
            { timestamp: new Date(Date.now() - agoMs).toISOString() },
          )
        })
        told.push({ at: new Date().toISOString(), answer: await visitor.send(batch) })
      }
      vi.setSystemTime(Date.now() + DAY_MS)
      for (const { at, answer } of told) {
        const { status, body } = await moment(client, site, visitor, { time: at })
        expect({ status, at: body.at, tense: body.tense, release: body.release, ...shown(body) }).toEqual({
          status: 200,
          at,
          tense: 'past',
          release: answer.release,
          decisions: answer.decisions,
          segments: answer.segments.toSorted(),
        })
      }
      expect(new Set(told.map(({ answer }) => answer.segments.join())).size).toBeGreaterThan(4)
    },
  )

  test('[PRO81] is looked ahead in: what it will be if nothing happens is what it then is', async () => {
    const site = aFreshSite(0)
    const crowd = new Crowd(client, site)
    await crowd.publish(withMore(site))
    const visitor = crowd.visitor()
    await visitor.send([
      visitor.message('Product Viewed', { category: 'hiking' }),
      visitor.message('Product Viewed', { category: 'hiking' }),
      visitor.message('Product Added'),
    ])
    const now = await moment(client, site, visitor)
    expect(now.body).toMatchObject({ tense: 'present', at: new Date(START).toISOString() })
    expect(now.body.next.filter(({ segment }) => segment === 'cart-idle')).toEqual([
      { at: new Date(START + 20 * SECOND_MS).toISOString(), segment: 'cart-idle', type: 'entered' },
      {
        at: new Date(START + 20 * SECOND_MS + 30 * MINUTE_MS).toISOString(),
        segment: 'cart-idle',
        type: 'exited',
      },
    ])
    const times = [19_999, 20_000, 31 * MINUTE_MS, HOUR_MS, 3 * DAY_MS, 7 * DAY_MS].map((ms) => START + ms)
    const foreseen = []
    for (const at of times) {
      const { body } = await moment(client, site, visitor, { time: new Date(at).toISOString() })
      expect(body.tense).toBe('future')
      foreseen.push(shown(body))
    }
    for (const [index, at] of times.entries()) {
      vi.setSystemTime(at)
      const { decisions, segments } = await visitor.send([])
      expect(foreseen[index]).toEqual({ decisions, segments: segments.toSorted() })
    }
    expect(foreseen[1]?.segments).toContain('cart-idle')
    expect(foreseen[5]?.segments).toEqual([])
  })

  test('[PRO82] leaves no trace, whatever is asked: no row, no alarm, no release', async () => {
    const site = aFreshSite(0)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Added')
    await crowd.publish(withMore(site))
    const object = await crowd.object(visitor)
    const trace = () =>
      runInDurableObject(object, async (_profile, { storage }) => ({
        log: storage.sql.exec('SELECT * FROM log').toArray(),
        checkpoint: storage.sql.exec('SELECT * FROM checkpoint').toArray(),
        meta: storage.sql.exec('SELECT * FROM meta').toArray(),
        alarm: await storage.getAlarm(),
      }))
    const before = await trace()
    vi.setSystemTime(START + MINUTE_MS)
    for (const query of [
      {},
      { time: new Date(START).toISOString() },
      { time: new Date(START + 3 * DAY_MS).toISOString() },
      { release: '1' },
      { release: '2' },
      { release: 'draft' },
    ]) {
      expect((await moment(client, site, visitor, query)).status).toBe(200)
    }
    await client.admin('GET', `${site.id}/profiles/visitor:${visitor.id}/events`)
    expect(await trace()).toEqual(before)
    const { segments } = await visitor.send([])
    expect(segments).toEqual(['cart-idle', 'browsing'])
  })

  test('[PRO83] is decided by the release of then, by one that is asked for, or by the draft', async () => {
    const site = aFreshSite(0)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed', { category: 'hiking' })
    vi.setSystemTime(START + HOUR_MS)
    const part = await client.admin<{ version: number }>('GET', `${site.id}/draft/segments/hikers`)
    const { body: draft } = await client.admin<{ version: number }>(
      'PATCH',
      `${site.id}/draft/segments/hikers`,
      { when: { op: { gte: 1 } } },
      { 'if-match': `"${part.body.version}"` },
    )
    const time = new Date(START + MINUTE_MS).toISOString()
    const hero = async (query: Record<string, string>) => {
      const { body } = await moment(client, site, visitor, query)
      return [body.release, body.decisions['hero']?.experience]
    }
    expect(await hero({})).toEqual([1, null])
    expect(await hero({ release: 'draft' })).toEqual([1, 'hiking-hero'])
    expect(await hero({ time, release: 'draft' })).toEqual([1, 'hiking-hero'])
    await client.admin('POST', `${site.id}/releases`, {}, { 'if-match': `"${draft.version}"` })
    expect(await hero({})).toEqual([2, 'hiking-hero'])
    expect(await hero({ time })).toEqual([1, null])
    expect(await hero({ time, release: '2' })).toEqual([2, 'hiking-hero'])
    expect(await hero({ release: '1' })).toEqual([1, null])
  })

  test('[PRO84] begins with the profile, and what cannot be asked is refused with what would be right', async () => {
    const site = aFreshSite(0)
    const crowd = new Crowd(client, site)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Added')
    const early = await moment(client, site, visitor, { time: new Date(START - 1).toISOString() })
    expect(early).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining(`it begins at ${new Date(START).toISOString()}`) },
    })
    for (const [query, pointer] of [
      [{ time: 'last Friday' }, '/time'],
      [{ time: new Date(START + 400 * DAY_MS).toISOString() }, '/time'],
      [{ release: 'newest' }, '/release'],
      [{ when: 'now' }, '/when'],
    ] as const) {
      const { status, body } = await moment(client, site, visitor, query)
      expect([status, body.issues?.[0]?.pointer]).toEqual([400, pointer])
    }
    expect((await moment(client, site, visitor, { release: '7' })).status).toBe(404)
    visitor.id = 'x'.repeat(22)
    expect((await moment(client, site, visitor)).status).toBe(404)
  })

  test('[PRO85] has the page that was viewed last, or the one that is asked for', async () => {
    const site = aFreshSite(0)
    // `as`: aSite has them
    const experiences = (site.site['experiences'] as { id: string }[]).map((experience) =>
      experience.id === 'come-back' ? { ...experience, page: { path: '/cart' } } : experience,
    )
    const crowd = new Crowd(client, site)
    await crowd.publish({ ...site.site, experiences })
    const visitor = crowd.visitor()
    const at = (url: string) => ({ context: { page: { url } } })
    await visitor.send([visitor.message('Product Added', {}, at('https://shop.example/cart'))])
    vi.setSystemTime(START + MINUTE_MS)
    const { body } = await moment(client, site, visitor)
    expect([body.page?.url, body.decisions['nudge']?.variant]).toEqual([
      'https://shop.example/cart',
      'gentle',
    ])
    const elsewhere = await moment(client, site, visitor, { url: 'https://shop.example/' })
    expect(elsewhere.body.considered['nudge']).toEqual(['come-back: not on this page.'])
  })
})
