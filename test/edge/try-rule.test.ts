import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SegmentExplanation, Segment } from '../../shared/segment/index.ts'
import { aFreshSite, Crowd, type FreshSite } from './support/a-crowd.ts'
import type { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const DAY_MS = 86_400_000
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

interface Tried {
  readonly sentence: string
  readonly sample: {
    readonly asked: number
    readonly answered: number
    readonly members: number
    readonly estimate: { readonly share: number; readonly low: number; readonly high: number } | null
  }
  readonly profiles: readonly { readonly ref: string; readonly explanation: SegmentExplanation }[]
  readonly chosen: readonly {
    readonly ref: string
    readonly userId: string | null
    readonly traits: object
  }[]
  readonly notFound: readonly string[]
  readonly issues?: readonly { readonly pointer: string }[]
}

const viewedTwice: Segment = {
  schema: 'segment/1',
  id: 'new',
  name: 'Viewed hiking twice',
  when: {
    kind: 'event',
    event: 'Product Viewed',
    where: { 'properties.category': 'hiking' },
    window: 'P7D',
    op: { gte: 2 },
  },
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
])('a rule that is being written, objects %s', (_, evict) => {
  const client = new Client({ evict })
  const keyOf = (visitor: Visitor) => `v:${visitor.id!.slice(0, 22)}`

  async function aCrowd(count: number): Promise<{ fresh: FreshSite; crowd: Crowd; visitors: Visitor[] }> {
    const fresh = aFreshSite(2)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitors = Array.from({ length: count }, () => crowd.visitor())
    for (const [index, visitor] of visitors.entries()) {
      vi.setSystemTime(START + index * 1_000)
      await visitor.send(
        Array.from({ length: index + 1 }, () => visitor.message('Product Viewed', { category: 'hiking' })),
      )
    }
    await crowd.settle(visitors)
    return { fresh, crowd, visitors }
  }

  function tryIt(fresh: FreshSite, body: object) {
    return client.admin<Tried>('POST', `${fresh.id}/segments/try`, body)
  }

  test('[ROL37] is tried on the visitors who were there last, with the reason for each and what the sample says of the share', async () => {
    const { fresh, visitors } = await aCrowd(5)
    const { status, body } = await tryIt(fresh, { segment: viewedTwice, sample: 4 })
    expect(status).toBe(200)
    expect(body.sentence).toContain('at least twice in the last 7 days')
    expect(body.sample).toMatchObject({ asked: 4, answered: 4, members: 4, estimate: { share: 1, high: 1 } })
    expect(body.profiles.map(({ ref }) => ref)).toEqual(visitors.toReversed().slice(0, 4).map(keyOf))
    expect(body.profiles[0]?.explanation).toMatchObject({ member: true, when: { truth: 'true', seen: 5 } })
    const all = (await tryIt(fresh, { segment: viewedTwice })).body
    expect(all.sample).toMatchObject({ asked: 5, members: 4, estimate: { share: 0.8 } })
    expect(all.sample.estimate!.low).toBeCloseTo(0.3755, 3)
    expect(all.sample.estimate!.high).toBeCloseTo(0.9638, 3)
    expect(all.profiles.at(-1)?.explanation).toMatchObject({
      member: false,
      when: { truth: 'false', seen: 1 },
    })
  })

  test('[ROL38] is tried on profiles that were chosen, and knows what the draft has', async () => {
    const { fresh, visitors } = await aCrowd(2)
    const draft = {
      ...fresh.site,
      computedTraits: [{ id: 'views', name: 'Views', event: '*', window: 'ever' }],
    }
    const saved = await client.admin('PUT', `${fresh.id}/draft`, draft, { 'if-match': '"1"' })
    expect(saved.status).toBe(200)
    const segment: Segment = {
      ...viewedTwice,
      when: {
        all: [
          { kind: 'segment', id: 'hikers', is: 'in' },
          { kind: 'profile', where: { 'computed.views': 2 } },
        ],
      },
    }
    const [one, two] = visitors.map(keyOf)
    const { body } = await tryIt(fresh, { segment, sample: 0, profiles: [two, one, 'user:nobody'] })
    expect(body.sample).toEqual({ asked: 0, answered: 0, members: 0, estimate: null })
    expect(body.chosen).toMatchObject([
      { ref: two, explanation: { member: true } },
      { ref: one, explanation: { member: false } },
    ])
    expect(body.notFound).toEqual(['user:nobody'])
  })

  test('[ROL39] leaves profiles as they are', async () => {
    const { fresh, crowd, visitors } = await aCrowd(1)
    const [visitor] = visitors
    const rows = async () =>
      runInDurableObject(await crowd.object(visitor!), (_profile, { storage }) => [
        storage.sql.exec('SELECT * FROM log').toArray(),
        storage.sql.exec('SELECT * FROM checkpoint').toArray(),
        storage.sql.exec('SELECT * FROM meta').toArray(),
      ])
    const [before, report] = [await rows(), await visitor!.report()]
    // A new release would bring whoever wakes up to it
    await crowd.publish({ ...fresh.site, segments: [viewedTwice], experiences: [] })
    vi.setSystemTime(START + 8 * DAY_MS)
    const { body } = await tryIt(fresh, { segment: { ...viewedTwice, when: { not: viewedTwice.when } } })
    expect(body.profiles).toMatchObject([{ explanation: { member: true } }])
    expect(await rows()).toEqual(before)
    vi.setSystemTime(Date.parse(report.now))
    expect((await visitor!.report()).events).toEqual(report.events)
  })

  test('[ROL40] is refused where it says nothing, with the place in it', async () => {
    const { fresh } = await aCrowd(1)
    const broken = { ...viewedTwice, when: { kind: 'segment', id: 'none', is: 'in' } }
    const unknown = await tryIt(fresh, { segment: broken })
    expect(unknown.status).toBe(400)
    expect(unknown.body.issues).toMatchObject([{ pointer: '/segment/when/id' }])
    const shapeless = await tryIt(fresh, { segment: { ...viewedTwice, when: { kind: 'event' } } })
    expect(shapeless.body.issues?.[0]?.pointer).toMatch(/^\/segment\/when/)
    const itself = { ...viewedTwice, when: { kind: 'segment', id: 'new', is: 'in' } }
    expect((await tryIt(fresh, { segment: itself })).status).toBe(400)
  })
})
