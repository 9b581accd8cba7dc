import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import { aSite, SITE } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

async function objectOf(visitor: Visitor) {
  const name = await profileName(SITE, { kind: 'visitor', id: visitor.id!.slice(0, 22) })
  return env.PROFILE.get(env.PROFILE.idFromName(name))
}

/** What is the same whenever a profile is read: all but the clock and the object's own counters. */
function lasting(report: Awaited<ReturnType<Visitor['report']>>) {
  const { now: _, rowsWritten: __, calls: ___, ...rest } = report
  return rest
}

describe('a profile object', () => {
  const client = new Client({ evict: false })

  beforeEach(async () => {
    await client.publish()
  })

  test('[PRO1] [PRO2] is after an eviction what it was before', async () => {
    const visitor = new Visitor(client)
    for (const category of ['hiking', 'running', 'hiking'])
      await visitor.track('Product Viewed', { category })
    await visitor.track('Product Added')
    const before = await visitor.report()
    await evictDurableObject(await objectOf(visitor))
    const after = await visitor.report()
    expect(after.calls).toBe(0)
    expect(lasting(after)).toEqual(lasting(before))
    expect(before.events).toHaveLength(4)
  })

  test('[PRO8] is the same after more calls than a checkpoint covers', async () => {
    const visitor = new Visitor(client)
    for (let call = 0; call < 150; call += 1)
      await visitor.track('Product Viewed', { category: 'hiking', call })
    const before = await visitor.report()
    await evictDurableObject(await objectOf(visitor))
    expect(lasting(await visitor.report())).toEqual(lasting(before))
    expect(before).toMatchObject({ version: 150, counts: { accepted: 150 } })
    await visitor.track('Product Viewed')
    expect((await visitor.report()).events).toHaveLength(151)
  })

  test.each([1, 10, 50])(
    '[PRO3] writes at most 4 rows for a call of %i events, two when a timer moves',
    async (size) => {
      // The rollup's own rows are counted in its tests
      await client.publish(aSite({ rollup: { shards: 0 } }))
      const visitor = new Visitor(client)
      await visitor.track('Warm Up')
      const stub = await objectOf(visitor)
      const rows = () =>
        runInDurableObject(
          stub,
          async (profile) => JSON.parse((await profile.inspect())!).rowsWritten as number,
        )

      const before = await rows()
      await visitor.send(
        Array.from({ length: size }, () => visitor.message('Product Viewed', { category: 'running' })),
      )
      expect((await rows()) - before).toBe(1)

      const beforeTimer = await rows()
      await visitor.send(Array.from({ length: size }, () => visitor.message('Product Added')))
      expect((await rows()) - beforeTimer).toBe(2)
    },
  )

  test('[PRO3] writes at most 4 rows a call on average over many, checkpoints included', async () => {
    const visitor = new Visitor(client)
    for (let call = 0; call < 130; call += 1) await visitor.track('Product Added', { call })
    const { rowsWritten, calls } = await visitor.report()
    expect(calls).toBe(130)
    expect(rowsWritten / calls).toBeLessThanOrEqual(2)
  })

  test('[PRO4] forgets a call that failed, wholly', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const stub = await objectOf(visitor)
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec(
        `CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT raise(ABORT, 'database or disk is full'); END`,
      )
    })
    const message = visitor.message('Product Viewed', { category: 'hiking' })
    await expect(visitor.send([message])).rejects.toThrow(/503/)
    expect(lasting(await visitor.report())).toMatchObject({
      version: 1,
      segments: [],
      counts: { received: 1 },
    })

    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec('DROP TRIGGER full')
    })
    const { receipts, segments } = await visitor.send([message])
    expect(receipts).toMatchObject([{ status: 'accepted' }])
    expect(segments).toContain('hikers')
  })

  test('[PRO6] is not made by asking for it', async () => {
    const { status, body } = await client.profile('user:nobody')
    expect(status).toBe(404)
    expect(body).toMatchObject({ type: '/problems/not-found' })
    const name = await profileName(SITE, { kind: 'user', id: 'nobody' })
    await runInDurableObject(env.PROFILE.get(env.PROFILE.idFromName(name)), (_, state) => {
      expect(state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'log'").toArray()).toEqual(
        [],
      )
    })
  })

  test('[PRO7] keeps books that add up', async () => {
    const visitor = new Visitor(client)
    const good = visitor.message('A')
    const far = { ...good, messageId: `ew1.${visitor.stream}.999999` }
    await visitor.send([good, visitor.message('B', {}, { properties: 3 })])
    await visitor.send([good, far])
    const { counts } = await visitor.report()
    expect(counts).toEqual({ received: 4, accepted: 1, duplicate: 1, quarantined: 1, refused: 1 })
  })

  test('[ING12] refuses a sequence that is absurdly far ahead', async () => {
    const visitor = new Visitor(client)
    const { receipts } = await visitor.send([
      { ...visitor.message('A'), messageId: `ew1.${visitor.stream}.50000` },
    ])
    expect(receipts).toMatchObject([
      { status: 'rejected', reason: expect.stringMatching(/^sequence-out-of-range/) },
    ])
  })
})

describe('a publish', () => {
  const client = new Client({ evict: false })

  test('[PRO5] keeps the state of rules that stayed, and builds new ones from the profile’s own log', async () => {
    await client.publish()
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const { body: first } = await client.admin<{ number: number }>('GET', `${SITE}/release`)

    const site = aSite()
    const lookers = {
      schema: 'segment/1',
      id: 'lookers',
      name: 'Looked at something',
      public: true,
      when: { kind: 'event', event: 'Product Viewed', window: 'P30D' },
    }
    await client.publish({ ...site, segments: [...(site['segments'] as object[]), lookers] })
    const answer = await visitor.track('Product Viewed', { category: 'hiking' })
    expect(answer.release).toBe(first.number + 1)
    expect(answer.segments.toSorted()).toEqual(['hikers', 'lookers'])

    await evictDurableObject(await objectOf(visitor))
    expect((await visitor.report()).segments.toSorted()).toEqual(['hikers', 'lookers'])
  })

  test('[PRO5] reaches a profile that is only read', async () => {
    await client.publish()
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    await client.publish({
      ...aSite(),
      segments: (aSite()['segments'] as { id: string; when: object }[]).map((segment) =>
        segment.id === 'hikers' ? { ...segment, when: { ...segment.when, op: { gte: 1 } } } : segment,
      ),
    })
    expect((await visitor.report()).segments).toEqual(['hikers'])
  })

  test('[REL1] leaves a release alone when the document says the same', async () => {
    const { body: one } = await client.publish()
    const { body: two } = await client.publish()
    expect(two).toEqual({ ...one, unchanged: true })
    const { body: list } = await client.admin<{ number: number }[]>('GET', `${SITE}/releases`)
    expect(list[0]?.number).toBe(one.number)
  })
})

describe('time', () => {
  const client = new Client({ evict: false })

  beforeEach(async () => {
    await client.publish(aSite({ rollup: { shards: 0 } }))
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  test('[LIVE7] arms the alarm rounded up to the hour while no page is open', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Added')
    const at = await runInDurableObject(await objectOf(visitor), (_, state) => state.storage.getAlarm())
    expect(at).toBe(Math.ceil((Date.now() + 20_000) / 3_600_000) * 3_600_000)
  })

  test('[LIVE8] arms again when there is due work and no alarm', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Added')
    const stub = await objectOf(visitor)
    await runInDurableObject(stub, (_, state) => state.storage.deleteAlarm())
    await evictDurableObject(stub)
    await visitor.send([])
    expect(await runInDurableObject(stub, (_, state) => state.storage.getAlarm())).not.toBeNull()
  })

  test('[LIVE13] comes again when its alarm fails', async () => {
    const visitor = new Visitor(client)
    await visitor.send([
      visitor.message('Product Added', {}, { timestamp: new Date(Date.now() - 19_000).toISOString() }),
    ])
    const stub = await objectOf(visitor)
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec(
        `CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT raise(ABORT, 'database or disk is full'); END`,
      )
    })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    const at = await runInDurableObject(stub, (_, state) => state.storage.getAlarm())
    expect(at).toBe(Date.now() + 10_000)
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec('DROP TRIGGER full')
    })
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect((await visitor.report()).segments).toEqual(['cart-idle'])
  })

  test('[LIVE7] makes an early alarm harmless: nothing changes, and it is armed again', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Added')
    const stub = await objectOf(visitor)
    const before = await visitor.report()
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(lasting(await visitor.report())).toEqual(lasting(before))
    expect(await runInDurableObject(stub, (_, state) => state.storage.getAlarm())).not.toBeNull()
  })
})
