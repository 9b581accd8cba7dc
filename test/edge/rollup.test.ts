import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ExposureCounts } from '../../edge/rollup/counts.ts'
import type { IndexedProfile } from '../../edge/rollup/profile-query.ts'
import { rollupObject, shardOf } from '../../edge/rollup/shard.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { aFreshSite, Crowd, type FreshSite } from './support/a-crowd.ts'
import { Page } from './support/a-page.ts'
import type { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

const saw = (visitor: Visitor, variant: string | null = 'boots', more: object = {}, message: object = {}) =>
  visitor.message(
    'Experience Viewed',
    { slot: 'hero', experience: 'hiking-hero', variant, ...more },
    {
      ...message,
    },
  )

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('the sums of a site, objects %s', (_, evict) => {
  const client = new Client({ evict })

  test('[ROL1] are of its profiles: members, receipts, who was seen', async () => {
    const crowd = new Crowd(client, aFreshSite(3))
    await crowd.publish()
    const visitors = Array.from({ length: 7 }, () => crowd.visitor())
    for (const [index, visitor] of visitors.entries()) {
      await visitor.send(
        Array.from({ length: index }, () => visitor.message('Product Viewed', { category: 'hiking' })),
      )
    }
    const [first] = visitors
    const good = first!.message('A')
    await first!.send([good, good, first!.message('B', {}, { properties: 3 })])
    await first!.send([first!.message('Old', {}, { timestamp: new Date(Date.now() - 2 * DAY_MS) })])
    await crowd.settle(visitors)
    expect(await crowd.counts()).toEqual({
      profiles: 7,
      covered: 7,
      ingestion: {
        received: 25,
        accepted: 23,
        duplicate: 1,
        quarantined: 1,
        rejected: 0,
        late: 1,
        rejectedFor: { 'sequence-out-of-range': 0 },
        retriedFor: {},
        callsWithoutProfile: {},
      },
      segments: { hikers: 5 },
      exposures: [],
      missingShards: [],
      missingEntrance: false,
    })
  })

  test('[ROL2] [PRO37] change with a profile, half a minute after it', async () => {
    const crowd = new Crowd(client, aFreshSite(1))
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed', { category: 'hiking' })
    const alarmAt = () =>
      crowd
        .object(visitor)
        .then((object) => runInDurableObject(object, (_profile, { storage }) => storage.getAlarm()))
    expect(await alarmAt()).toBe(START + 30 * SECOND_MS)
    vi.setSystemTime(START + 20 * SECOND_MS)
    await visitor.track('Product Viewed', { category: 'hiking' })
    expect(await alarmAt()).toBe(START + 30 * SECOND_MS)
    expect((await crowd.counts()).profiles).toBe(0)
    await crowd.settle([visitor])
    expect((await crowd.counts()).segments).toEqual({ hikers: 1 })
    vi.setSystemTime(START + 8 * DAY_MS)
    await runDurableObjectAlarm(await crowd.object(visitor))
    await crowd.settle([visitor])
    expect(await crowd.counts()).toMatchObject({ profiles: 1, segments: {} })
  })

  test('[ROL3] count who saw a variant, and what they reached after it', async () => {
    const crowd = new Crowd(client, aFreshSite(2))
    await crowd.publish()
    const [ada, bob, eve] = [crowd.visitor(), crowd.visitor(), crowd.visitor()]
    const bought = (visitor: Visitor, revenue: number, at = Date.now()) =>
      visitor.message('Order Completed', { revenue }, { timestamp: new Date(at) })
    await ada.send([bought(ada, 500)])
    vi.setSystemTime(START + 60 * SECOND_MS)
    await ada.send([saw(ada), saw(ada), ada.message('Product Added')])
    vi.setSystemTime(START + 90 * SECOND_MS)
    await ada.send([bought(ada, 0.1), bought(ada, 0.2)])
    await bob.send([saw(bob), bought(bob, 10)])
    await eve.send([saw(eve, null), bought(eve, 7)])
    // Nobody can make up a name, or a slot that the experience is not in
    await eve.send([
      saw(eve, 'made-up'),
      saw(eve, 'boots', { experience: 'made-up' }),
      saw(eve, 'boots', { slot: 'nudge' }),
    ])
    await crowd.settle([ada, bob, eve])
    const { exposures } = await crowd.counts()
    const of = { slot: 'hero', experience: 'hiking-hero' }
    expect(exposures).toEqual([
      {
        ...of,
        variant: null,
        visitors: 1,
        views: 1,
        conversions: [{ goal: 'order', visitors: 1, count: 1, value: 7, squaredValue: 49 }],
      },
      {
        ...of,
        variant: 'boots',
        visitors: 2,
        views: 3,
        conversions: [
          { goal: 'constructor', visitors: 1, count: 1, value: 0, squaredValue: 0 },
          {
            goal: 'order',
            visitors: 2,
            count: 3,
            value: 10.3,
            squaredValue: 100 + (0.1 + 0.2) ** 2,
          },
        ],
      },
    ] satisfies ExposureCounts[])
  })

  test('[ROL4] count the same in whatever order a view and what came after it arrive', async () => {
    const crowd = new Crowd(client, aFreshSite(1))
    await crowd.publish()
    const hour = (hours: number) => ({ timestamp: new Date(START + hours * 3_600_000) })
    const events = (visitor: Visitor) => [
      { ...visitor.message('Order Completed', { revenue: 1 }, hour(1)), messageId: 'buy-1' },
      { ...saw(visitor, 'boots', {}, hour(2)), messageId: 'see-2' },
      { ...visitor.message('Order Completed', { revenue: 2 }, hour(3)), messageId: 'buy-3' },
      { ...saw(visitor, 'boots', {}, hour(4)), messageId: 'see-4' },
      { ...visitor.message('Order Completed', { revenue: 4 }, hour(4)), messageId: 'buy-4' },
    ]
    vi.setSystemTime(START + 5 * 3_600_000)
    const orders = [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 3, 0, 4, 1],
      [3, 0, 4, 1, 2],
    ]
    const visitors: Visitor[] = []
    for (const order of orders) {
      const visitor = crowd.visitor()
      visitors.push(visitor)
      for (const index of order) await visitor.send([events(visitor)[index]])
    }
    const together = crowd.visitor()
    visitors.push(together)
    await together.send(events(together))
    await crowd.settle(visitors)
    const [exposure] = (await crowd.counts()).exposures
    expect(exposure).toMatchObject({ visitors: 5, views: 10 })
    expect(exposure?.conversions).toEqual([
      { goal: 'order', visitors: 5, count: 10, value: 30, squaredValue: 180 },
    ])
  })

  test('[ROL5] find profiles by trait, user id and time, page by page', async () => {
    const fresh = aFreshSite(3)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitors = Array.from({ length: 9 }, () => crowd.visitor())
    for (const [index, visitor] of visitors.entries()) {
      vi.setSystemTime(START + index * 60 * SECOND_MS)
      await visitor.send([
        visitor.message(
          '',
          {},
          {
            type: 'identify',
            event: undefined,
            userId: `user-${index}`,
            traits: { plan: index % 2 === 0 ? 'gold' : 'free', letter: 'x'.repeat(900) },
          },
        ),
        visitor.message('Product Viewed', { category: 'hiking' }),
        ...(index < 7 ? [visitor.message('Product Viewed', { category: 'hiking' })] : []),
      ])
    }
    await crowd.settle(visitors)
    expect((await crowd.find('profiles?userId=user-4')).profiles).toEqual([
      {
        key: `v:${visitors[4]!.id!.slice(0, 22)}`,
        version: expect.any(Number),
        release: expect.any(Number),
        userId: 'user-4',
        traits: { plan: 'gold' },
        segments: ['hikers'],
        bornAt: new Date(START + 240 * SECOND_MS).toISOString(),
        seenAt: new Date(START + 240 * SECOND_MS).toISOString(),
      },
    ])
    expect((await crowd.find('profiles?trait.plan=gold')).profiles).toHaveLength(5)
    expect((await crowd.find('profiles?trait.plan=gold&trait.letter=x')).profiles).toEqual([])
    expect((await crowd.find('profiles?trait.constructor=x')).profiles).toEqual([])
    const since = new Date(START + 360 * SECOND_MS).toISOString()
    expect((await crowd.find(`profiles?seenSince=${since}`)).profiles).toHaveLength(3)

    const keys: string[] = []
    let pages = 0
    for (let after: string | null = ''; after !== null; pages += 1) {
      const page: { profiles: IndexedProfile[]; next: string | null } = await crowd.find(
        `segments/hikers/members?limit=2&after=${after}`,
      )
      expect(page.profiles.length).toBeLessThanOrEqual(2)
      keys.push(...page.profiles.map(({ key }) => key))
      after = page.next
    }
    expect(keys).toEqual(
      visitors
        .slice(0, 7)
        .map(({ id }) => `v:${id!.slice(0, 22)}`)
        .toSorted(),
    )
    expect(pages).toBeGreaterThanOrEqual(4)
    // A key that a list gave names the profile
    const { status } = await client.admin('GET', `${fresh.id}/profiles/${keys[0]!}`)
    expect(status).toBe(200)
  })
})

describe('the sums of a site', () => {
  const client = new Client({ evict: false })

  test.each([
    ['limit=0', '/limit'],
    ['limit=many', '/limit'],
    ['seenSince=yesterday', '/seenSince'],
    ['plan=gold', '/plan'],
  ])('[ROL5] refuse what cannot be asked: %s', async (query, pointer) => {
    const { id, site } = aFreshSite(1)
    await client.admin('PUT', `${id}/release`, site)
    const { status, body } = await client.admin<{ issues: unknown }>('GET', `${id}/profiles?${query}`)
    expect(status).toBe(400)
    expect(body.issues).toMatchObject([{ pointer }])
  })

  test('[ROL6] change nothing when a contribution comes again, or an older one after a newer', async () => {
    const crowd = new Crowd(client, aFreshSite(1))
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.send([visitor.message('Product Viewed', { category: 'hiking' })])
    await crowd.settle([visitor])
    const shard = crowd.shard(visitor)
    const stored = () =>
      runInDurableObject(shard, (_, { storage }) =>
        storage.sql
          .exec<{ key: string; contribution: string }>('SELECT key, contribution FROM profiles')
          .one(),
      )
    const older = await stored()
    await visitor.send([saw(visitor), visitor.message('Product Viewed', { category: 'hiking' })])
    await crowd.settle([visitor])
    const newer = await stored()
    const before = await crowd.counts()
    for (const { key, contribution } of [older, newer, older, newer]) await shard.take(key, contribution)
    expect(await crowd.counts()).toEqual(before)
    await evictDurableObject(shard)
    expect(await crowd.counts()).toEqual(before)
    expect(before).toMatchObject({ profiles: 1, segments: { hikers: 1 } })
  })

  test('[ROL7] [PRO38] miss nothing when a shard takes nothing for a while', async () => {
    const crowd = new Crowd(client, aFreshSite(1))
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitor])
    const shard = crowd.shard(visitor)
    await runInDurableObject(shard, (_, { storage }) => {
      storage.sql.exec(
        `CREATE TRIGGER full BEFORE INSERT ON profiles BEGIN SELECT raise(ABORT, 'database or disk is full'); END`,
      )
    })
    await visitor.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitor])
    expect(await crowd.counts()).toMatchObject({ segments: {} })
    expect((await visitor.report()).setbacks).toMatchObject([{ name: 'rollup', attempts: 1 }])
    // A page of the visitor notices nothing
    expect((await visitor.track('Product Viewed')).segments).toEqual(['hikers'])
    await runInDurableObject(shard, (_, { storage }) => {
      storage.sql.exec('DROP TRIGGER full')
    })
    await evictDurableObject(await crowd.object(visitor))
    await crowd.settle([visitor])
    expect(await crowd.counts()).toMatchObject({ segments: { hikers: 1 }, ingestion: { accepted: 3 } })
    expect((await visitor.report()).setbacks).toEqual([])
  })

  test('[PRO38] get what came while they were being told', async () => {
    const crowd = new Crowd(client, aFreshSite(1))
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed', { category: 'hiking' })
    const object = await crowd.object(visitor)
    vi.setSystemTime(Date.now() + 31 * SECOND_MS)
    await Promise.all([
      runDurableObjectAlarm(object),
      visitor.track('Product Viewed', { category: 'hiking' }),
    ])
    await crowd.settle([visitor])
    expect(await crowd.counts()).toMatchObject({ segments: { hikers: 1 }, ingestion: { accepted: 2 } })
  })

  test('[ROL8] are told of the shards that answer, and say which did not', async () => {
    const fresh = aFreshSite(2)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitors = Array.from({ length: 8 }, () => crowd.visitor())
    for (const visitor of visitors) await visitor.track('Product Viewed')
    await crowd.settle(visitors)
    const inShard = (shard: number) =>
      visitors.filter(({ id }) => shardOf(`v:${id!.slice(0, 22)}`, 2) === shard).length
    const broken = rollupObject(env, fresh.id, 2, 1)
    const breakIt = (shard: typeof broken) =>
      runInDurableObject(shard, async (_, { storage }) => {
        storage.sql.exec('CREATE TABLE IF NOT EXISTS profiles (key)')
        storage.sql.exec('ALTER TABLE profiles RENAME TO elsewhere')
      }).then(() => evictDurableObject(shard))
    await breakIt(broken)
    expect(await crowd.counts()).toMatchObject({ profiles: inShard(0), missingShards: [1] })
    await breakIt(rollupObject(env, fresh.id, 2, 0))
    const { status, headers } = await client.admin('GET', `${fresh.id}/counts`)
    expect(status).toBe(503)
    expect(headers.get('retry-after')).not.toBeNull()
  })

  test('[ROL10] are not kept where the site wants none', async () => {
    const fresh = aFreshSite(0)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed')
    const object = await crowd.object(visitor)
    // Only what is to be forgotten in two years wakes it
    const at = await runInDurableObject(object, (_, { storage }) => storage.getAlarm())
    expect(at).toBeGreaterThan(START + 700 * DAY_MS)
    const { status, body } = await client.admin<{ detail: string }>('GET', `${fresh.id}/counts`)
    expect(status).toBe(404)
    expect(body.detail).toContain('"shards": 0')
  })

  test('[PRO37] cost two rows each half minute that something happens in, and one for the next change', async () => {
    const crowd = new Crowd(client, aFreshSite(1))
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitor])
    const before = (await visitor.report()).rowsWritten
    for (let call = 0; call < 20; call += 1) await visitor.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitor])
    const shard = crowd.shard(visitor)
    // 20 of the calls; the alarm, the mark in the log; the alarm for when the window closes
    expect((await visitor.report()).rowsWritten - before).toBeLessThanOrEqual(20 + 3)
    expect(
      await runInDurableObject(shard, (_, { storage }) =>
        storage.sql.exec('SELECT * FROM profiles').toArray(),
      ),
    ).toHaveLength(1)
  })
})

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('a publish that changes segments, objects %s', (_, evict) => {
  const client = new Client({ evict })

  /** The same site with another threshold for hikers. */
  const withHikersFrom = ({ site }: FreshSite, gte: number) => ({
    ...site,
    // `as`: aSite wrote them
    segments: (site['segments'] as { id: string; when: object }[]).map((segment) =>
      segment.id === 'hikers' ? { ...segment, when: { ...segment.when, op: { gte } } } : segment,
    ),
  })

  async function dormantCrowd(shards: number, size: number) {
    const fresh = aFreshSite(shards)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitors = Array.from({ length: size }, () => crowd.visitor())
    for (const visitor of visitors) await visitor.track('Product Viewed', { category: 'hiking' })
    await crowd.settle(visitors)
    const rollups = (count: number) =>
      Array.from({ length: count }, (_object, shard) => rollupObject(env, fresh.id, count, shard))
    /** Lets the shards' alarms ring, once each; says how many did. */
    const ring = async (count = shards) => {
      vi.setSystemTime(Date.now() + SECOND_MS)
      let rung = 0
      for (const shard of rollups(count)) if (await runDurableObjectAlarm(shard)) rung += 1
      await client.forget()
      return rung
    }
    const sweep = (method = 'GET', body?: unknown) =>
      client.admin<{ profiles: number; covered: number; paused: boolean }>(method, `${fresh.id}/sweep`, body)
    return { fresh, crowd, visitors, rollups, ring, sweep }
  }

  test('[ROL12] visits those who do not come, a few a second, until the counts speak of all', async () => {
    const { fresh, crowd, visitors, ring, sweep } = await dormantCrowd(1, 25)
    expect(await crowd.counts()).toMatchObject({ profiles: 25, covered: 25, segments: {} })
    await crowd.publish(withHikersFrom(fresh, 1))
    expect(await crowd.counts()).toMatchObject({ profiles: 25, covered: 0, segments: {} })
    for (const covered of [20, 25]) {
      expect(await ring()).toBe(1)
      expect(await crowd.counts()).toMatchObject({ profiles: 25, covered, segments: { hikers: covered } })
      expect((await sweep()).body).toMatchObject({ profiles: 25, covered, paused: false })
    }
    // Once more, to see that nobody is left; then never
    await ring()
    expect(await ring()).toBe(0)
    // Who was visited has nothing left to tell
    const object = await crowd.object(visitors[0]!)
    const at = await runInDurableObject(object, (_profile, { storage }) => storage.getAlarm())
    expect(at).toBeGreaterThan(Date.now() + DAY_MS)
  })

  test('[ROL13] can be interrupted, and goes on', async () => {
    const { fresh, crowd, ring, sweep } = await dormantCrowd(2, 6)
    await crowd.publish(withHikersFrom(fresh, 1))
    expect((await sweep('PUT', { paused: true })).body).toMatchObject({ covered: 0, paused: true })
    expect(await ring()).toBe(0)
    expect(await crowd.counts()).toMatchObject({ covered: 0 })
    expect((await sweep('PUT', { paused: false })).body).toMatchObject({ covered: 0, paused: false })
    await ring()
    expect(await crowd.counts()).toMatchObject({ covered: 6, segments: { hikers: 6 } })
    const { status, body } = await client.admin<{ issues: unknown }>('PUT', `${fresh.id}/sweep`, {})
    expect(status).toBe(400)
    expect(body.issues).toMatchObject([{ pointer: '/paused' }])
  })

  test('[ROL14] is heard of from the first visitor, where its word was lost', async () => {
    const { fresh, crowd, visitors, rollups, ring } = await dormantCrowd(1, 5)
    const [shard] = rollups(1)
    await runInDurableObject(shard!, (_rollup, { storage }) => {
      storage.sql.exec(
        `CREATE TRIGGER full BEFORE INSERT ON meta BEGIN SELECT raise(ABORT, 'database or disk is full'); END`,
      )
    })
    await crowd.publish(withHikersFrom(fresh, 1))
    await runInDurableObject(shard!, (_rollup, { storage }) => {
      storage.sql.exec('DROP TRIGGER full')
    })
    expect(await ring()).toBe(0)
    await visitors[0]!.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitors[0]!])
    await ring()
    expect(await crowd.counts()).toMatchObject({ covered: 5, segments: { hikers: 5 } })
  })

  test('[ROL15] visits nobody where only content changed', async () => {
    const { fresh, crowd, ring } = await dormantCrowd(1, 3)
    await crowd.publish({ ...fresh.site, name: 'Another name' })
    expect(await ring()).toBe(0)
    expect(await crowd.counts()).toMatchObject({ profiles: 3, covered: 3 })
  })

  test('[CON20] reaches open pages by itself, also where only content changed', async () => {
    const { fresh, crowd, visitors, ring } = await dormantCrowd(1, 3)
    const [visitor] = visitors
    const page = await Page.open(visitor!.id!, { key: `ewk_${fresh.id}_k` })
    await visitor!.track('Product Viewed', { category: 'hiking' })
    await crowd.settle([visitor!])
    await page.settled()
    while (page.unread > 0) await page.next()

    // `as`: aSite wrote it
    const experiences = fresh.site['experiences'] as { id: string; variants: { fields: object }[] }[]
    const edited = experiences.map((experience) =>
      experience.id === 'hiking-hero'
        ? { ...experience, variants: [{ ...experience.variants[0]!, fields: { headline: 'Up there' } }] }
        : experience,
    )
    await crowd.publish({ ...fresh.site, experiences: edited })
    expect(await ring()).toBe(1)
    expect((await page.next()).decisions['hero']?.fields).toMatchObject({ headline: 'Up there' })
    // Once more, to see that nobody is left; then never
    await ring()
    expect(await ring()).toBe(0)
    page.close()
  })

  test('[ROL9] moves all to another number of shards, and leaves nothing in the old ones', async () => {
    const { fresh, crowd, rollups, ring } = await dormantCrowd(2, 7)
    await crowd.publish({ ...fresh.site, rollup: { shards: 3 } })
    expect(await crowd.counts()).toMatchObject({ profiles: 0 })
    await ring(2)
    expect(await crowd.counts()).toMatchObject({ profiles: 7, covered: 7 })
    for (const shard of rollups(2)) {
      expect(JSON.parse(await shard.profiles({ after: '', limit: 9 }))).toEqual([])
      expect((await shard.totals()).profiles).toBe(0)
    }
  })

  test('[ROL16] comes back to those who could not be reached, and forgets those who are gone', async () => {
    const { fresh, crowd, visitors, ring } = await dormantCrowd(1, 4)
    const [broken, gone] = [await crowd.object(visitors[0]!), await crowd.object(visitors[1]!)]
    await runInDurableObject(broken, (_profile, { storage }) => {
      storage.sql.exec(
        `CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT raise(ABORT, 'database or disk is full'); END`,
      )
    })
    await runInDurableObject(gone, (_profile, { storage }) => storage.deleteAll())
    await evictDurableObject(gone)
    await crowd.publish(withHikersFrom(fresh, 1))
    await ring()
    expect(await crowd.counts()).toMatchObject({ profiles: 3, covered: 2, segments: { hikers: 2 } })
    await ring()
    await runInDurableObject(broken, (_profile, { storage }) => {
      storage.sql.exec('DROP TRIGGER full')
    })
    await ring()
    expect(await crowd.counts()).toMatchObject({ profiles: 3, covered: 3, segments: { hikers: 3 } })
  })
})

describe('a crowd whose objects die and whose shards fail', () => {
  const client = new Client({ evict: false })

  test.each([1, 2, 3, 4])(
    '[ROL11] has the sums of a recount once everything has been told: seed %i',
    async (seed) => {
      const random = seededRandom(seed)
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
      const fresh = aFreshSite(3)
      const crowd = new Crowd(client, fresh)
      await crowd.publish()
      const visitors = Array.from({ length: 12 }, () => crowd.visitor())
      for (const visitor of visitors) await visitor.send([])
      const views = new Map<string, number>()
      const sent: unknown[][] = visitors.map(() => [])
      const shards = [0, 1, 2].map((shard) => rollupObject(env, fresh.id, 3, shard))
      const taken: [number, string, string][] = []

      for (let step = 0; step < 150; step += 1) {
        vi.setSystemTime(Date.now() + Math.floor(random() * 40 * SECOND_MS))
        const index = Math.floor(random() * visitors.length)
        const visitor = visitors[index]!
        const action = random()
        if (action < 0.5) {
          const message = pick([
            () => visitor.message('Product Viewed', { category: pick(['hiking', 'running']) }),
            () => visitor.message('Product Added'),
            () => visitor.message('Order Completed', { revenue: Math.round(random() * 1e4) / 100 }),
            () => saw(visitor),
          ])()
          if (message['event'] === 'Experience Viewed')
            views.set(visitor.id!, (views.get(visitor.id!) ?? 0) + 1)
          await visitor.send([message])
          sent[index]!.push(message)
        } else if (action < 0.6 && sent[index]!.length > 0) {
          await visitor.send([pick(sent[index]!)])
        } else if (action < 0.75) {
          await runDurableObjectAlarm(await crowd.object(visitor))
        } else if (action < 0.85) {
          const object = await crowd.object(visitor)
          await runInDurableObject(object, () => {})
          await evictDurableObject(object)
        } else if (action < 0.9) {
          const shard = pick(shards)
          await runInDurableObject(shard, () => {})
          await evictDurableObject(shard)
        } else if (action < 0.95) {
          // What was told is told again, now or much later
          const place = Math.floor(random() * 3)
          const rows = await runInDurableObject(shards[place]!, async (_, { storage }) =>
            storage.sql
              .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name = 'profiles'")
              .toArray().length === 0
              ? []
              : storage.sql
                  .exec<{ key: string; contribution: string }>('SELECT key, contribution FROM profiles')
                  .toArray(),
          )
          taken.push(
            ...rows.map(({ key, contribution }): [number, string, string] => [place, key, contribution]),
          )
          if (taken.length > 0) {
            const [shard, key, contribution] = pick(taken)
            await shards[shard]!.take(key, contribution)
          }
        } else {
          // The mark of the last telling is lost: all is told again
          await runInDurableObject(await crowd.object(visitor), (_, { storage }) => {
            storage.sql.exec("DELETE FROM meta WHERE name = 'outbox:rollup'")
          })
          await evictDurableObject(await crowd.object(visitor))
        }
      }

      await crowd.settle(visitors)
      await crowd.settle(visitors)
      const reports = await Promise.all(visitors.map((visitor) => visitor.report()))
      const recount = { received: 0, accepted: 0, duplicate: 0, quarantined: 0, refused: 0 }
      const segments: Record<string, number> = {}
      for (const { counts, segments: inside } of reports) {
        // `as`: its own keys
        for (const name of Object.keys(recount) as (keyof typeof recount)[]) recount[name] += counts[name]
        for (const id of inside) segments[id] = (segments[id] ?? 0) + 1
      }
      const told = await crowd.counts()
      const reported = new Set(reports.filter(({ version }) => version > 0))
      expect(told.profiles).toBe(reported.size)
      expect(told.segments).toEqual(segments)
      const { refused, ...books } = recount
      expect(told.ingestion).toMatchObject({ ...books, rejected: refused, late: 0 })
      expect(told.ingestion.received).toBe(
        told.ingestion.accepted +
          told.ingestion.duplicate +
          told.ingestion.quarantined +
          told.ingestion.rejected,
      )
      expect(told.exposures[0]).toMatchObject({
        visitors: views.size,
        views: [...views.values()].reduce((sum, count) => sum + count, 0),
      })
      for (const shard of shards) {
        await runInDurableObject(shard, () => {})
        await evictDurableObject(shard)
      }
      expect(await crowd.counts()).toEqual(told)
    },
  )
})
