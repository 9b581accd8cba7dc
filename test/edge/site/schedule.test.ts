import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Client } from '../support/client.ts'
import { EditedSite, type ProblemAnswer, type Published } from './support.ts'

interface Scheduled {
  readonly id: number
  readonly state: string
  readonly at: string
  readonly timezone: string
  readonly outcome: {
    readonly release?: number
    readonly reason?: string
    readonly clashes?: unknown[]
  } | null
}

const HOUR_MS = 3_600_000

/** An instant as an editor would write it, in UTC. */
const inAnHour = () => `${new Date(Date.now() + HOUR_MS).toISOString().slice(0, 19)}Z`

describe.each([
  ['plainly', false],
  ['evicted between calls', true],
])('a publish that waits, objects %s', (_, evict) => {
  const client = new Client({ evict })

  afterEach(() => {
    vi.useRealTimers()
  })

  async function aPublishedSite(): Promise<EditedSite> {
    const site = new EditedSite(client)
    await site.publish()
    return site
  }

  const schedule = <T = Scheduled>(site: EditedSite, version: number, at = inAnHour()) =>
    site.call<T>('POST', 'scheduled', { at, message: 'Sale' }, { 'if-match': `"${version}"` })

  const objectOf = (site: EditedSite) => env.SITE.get(env.SITE.idFromName(site.id))

  /** Lets the hour pass, and the alarm fire. */
  async function pass(site: EditedSite): Promise<void> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR_MS + 1 })
    expect(await runDurableObjectAlarm(objectOf(site))).toBe(true)
  }

  test('[SIT18] publishes at its time what was scheduled, whatever the draft has become', async () => {
    const site = await aPublishedSite()
    await site.patch('settings/name', 'Sale', 1)
    const made = await schedule(site, 2)
    expect(made).toMatchObject({ status: 201, body: { state: 'waiting', timezone: 'UTC', outcome: null } })
    await site.patch('settings/name', 'After the sale', 2)
    const alarm = await runInDurableObject(objectOf(site), (_instance, state) => state.storage.getAlarm())
    expect(alarm).toBe(Date.parse(made.body.at))
    await pass(site)
    expect((await site.call<Published>('GET', 'release')).body).toMatchObject({
      number: 2,
      message: 'Sale',
      site: { name: 'Sale' },
    })
    expect((await site.call<Scheduled[]>('GET', 'scheduled')).body).toMatchObject([
      { id: made.body.id, state: 'published', outcome: { release: 2 } },
    ])
    expect((await site.draft()).body).toMatchObject({ basedOn: 2, site: { name: 'After the sale' } })
    expect(await runDurableObjectAlarm(objectOf(site))).toBe(false)
  })

  test('[SIT18] is published by the object’s own alarm', async () => {
    const site = await aPublishedSite()
    await site.patch('settings/name', 'Soon', 1)
    // To the second; the one that is meant may be over when it is read
    const made = await vi.waitUntil(async () => {
      const at = `${new Date(Date.now() + 1_000).toISOString().slice(0, 19)}Z`
      const answer = await schedule(site, 2, at)
      return answer.status === 201 ? answer : null
    }, 15_000)
    await vi.waitUntil(
      async () => (await site.call<Scheduled[]>('GET', 'scheduled')).body[0]?.state === 'published',
      { timeout: 15_000 },
    )
    const { body } = await site.call<Published>('GET', 'release')
    expect(body).toMatchObject({ number: 2, site: { name: 'Soon' } })
    expect(Date.parse(body.publishedAt)).toBeGreaterThanOrEqual(Date.parse(made.body.at))
  })

  test('[SIT19] is given as wall-clock time of the site’s zone, or with an offset', async () => {
    const site = await aPublishedSite()
    await site.patch('settings/timezone', 'America/New_York', 1)
    const winter = new Date().getUTCFullYear() + 1
    const local = await schedule(site, 2, `${winter}-12-24T18:00`)
    expect(local.body).toMatchObject({ at: `${winter}-12-24T23:00:00.000Z`, timezone: 'America/New_York' })
    const offset = await schedule(site, 2, `${winter}-12-24T18:00+01:00`)
    expect(offset.body.at).toBe(`${winter}-12-24T17:00:00.000Z`)
  })

  test.each([
    ['tomorrow', /^a date and time/],
    ['2026-12-24', /^a date and time/],
    ['2020-01-01T00:00Z', /^a time to come/],
  ])('[SIT19] is not at a time that is none, or over: %s', async (at, expected) => {
    const site = await aPublishedSite()
    const answer = await schedule<ProblemAnswer>(site, 1, at)
    expect(answer.status).toBe(400)
    expect(answer.body.issues).toEqual([
      { pointer: '/at', found: JSON.stringify(at), expected: expect.stringMatching(expected) },
    ])
  })

  test('[SIT20] is of a draft that is valid and was looked at', async () => {
    const site = await aPublishedSite()
    expect(await schedule(site, 7)).toMatchObject({ status: 412 })
    await site.patch('settings/timezone', 'nowhere', 1)
    expect(await schedule(site, 2)).toMatchObject({
      status: 422,
      body: { issues: [{ pointer: '/timezone' }] },
    })
    await site.patch('settings/timezone', 'UTC', 2)
    await site.patch('settings/name', 'Draft', 3)
    await site.publish({ name: 'Release' })
    expect(await schedule(site, 4)).toMatchObject({
      status: 409,
      body: { type: '/problems/release-conflict' },
    })
  })

  test('[SIT20] can be taken back', async () => {
    const site = await aPublishedSite()
    await site.patch('settings/name', 'Sale', 1)
    const { body } = await schedule(site, 2)
    const path = `scheduled/${body.id}`
    expect(await site.call('DELETE', path)).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    expect(await site.call('DELETE', path)).toMatchObject({ status: 404 })
    expect(await runDurableObjectAlarm(objectOf(site))).toBe(false)
    expect((await site.call<Scheduled[]>('GET', 'scheduled')).body).toMatchObject([{ state: 'cancelled' }])
  })

  test('[SIT21] is merged into releases that came in between, and fails where they clash', async () => {
    const site = await aPublishedSite()
    await site.patch('settings/name', 'Sale', 1)
    await schedule(site, 2)
    await site.patch('segments/hikers', { name: 'Scheduled' }, 2)
    await schedule(site, 3)
    // Past both: it clashes with the second only
    const [hikers, ...others] = site.document()['segments'] as object[]
    await site.call('PUT', 'release', {
      ...site.document({ timezone: 'Europe/Dublin' }),
      segments: [{ ...hikers, name: 'Released' }, ...others],
    })
    await pass(site)
    const { body: list } = await site.call<Scheduled[]>('GET', 'scheduled')
    expect(list).toMatchObject([
      { state: 'failed', outcome: { clashes: [{ path: '/segments/hikers/name', yours: 'Scheduled' }] } },
      { state: 'published', outcome: { release: 3 } },
    ])
    expect((await site.call<Published>('GET', 'release')).body).toMatchObject({
      number: 3,
      site: { name: 'Sale', timezone: 'Europe/Dublin', segments: [{ name: 'Released' }, {}, {}, {}] },
    })
  })
})

describe('a publish that clashes in much', () => {
  const client = new Client({ evict: false })

  afterEach(() => {
    vi.useRealTimers()
  })

  test('[SIT21] says where, and leaves the values to the releases', async () => {
    const site = new EditedSite(client)
    await site.publish()
    const object = env.SITE.get(env.SITE.idFromName(site.id))
    await site.patch('settings/name', `Scheduled ${'x'.repeat(60_000)}`, 1)
    await site.call('POST', 'scheduled', { at: inAnHour() }, { 'if-match': '"2"' })
    await site.publish({ name: 'Released' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR_MS + 1 })
    expect(await runDurableObjectAlarm(object)).toBe(true)
    const [failed] = (await site.call<Scheduled[]>('GET', 'scheduled')).body
    expect(failed).toMatchObject({ state: 'failed' })
    expect(failed?.outcome?.clashes).toEqual([{ path: '/name', what: 'value' }])
  })
})

describe('a publish whose alarm is lost', () => {
  const client = new Client({ evict: false })

  test('[SIT39] has one again as soon as its site wakes', async () => {
    const site = new EditedSite(client)
    await site.publish()
    const object = env.SITE.get(env.SITE.idFromName(site.id))
    const made = await site.call<Scheduled>('POST', 'scheduled', { at: inAnHour() }, { 'if-match': '"1"' })
    expect(made.status).toBe(201)
    await runInDurableObject(object, (_, { storage }) => storage.deleteAlarm())
    await evictDurableObject(object)
    await site.draft()
    const alarm = await runInDurableObject(object, (_, { storage }) => storage.getAlarm())
    expect(alarm).toBe(Date.parse(made.body.at))
  })
})

describe('a publish that fails for no reason of its own', () => {
  const client = new Client({ evict: false })

  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  test('[SIT22] is tried again later, and keeps no other from being published', async () => {
    const site = new EditedSite(client)
    await site.publish()
    const object = env.SITE.get(env.SITE.idFromName(site.id))
    vi.spyOn(console, 'error').mockReturnValue()
    for (const version of [1, 2]) {
      await site.patch('settings/name', `Name ${version}`, version)
      const body = { at: inAnHour() }
      expect(await site.call('POST', 'scheduled', body, { 'if-match': `"${version + 1}"` })).toMatchObject({
        status: 201,
      })
    }
    await runInDurableObject(object, (_, { storage }) => {
      storage.sql.exec("UPDATE scheduled SET document = 'not JSON' WHERE id = 1")
    })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR_MS + 1 })
    expect(await runDurableObjectAlarm(object)).toBe(true)
    const list = async () => (await site.call<Scheduled[]>('GET', 'scheduled')).body
    expect(await list()).toMatchObject([
      { id: 1, state: 'waiting' },
      { id: 2, state: 'published' },
    ])
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      const alarm = await runInDurableObject(object, (_, { storage }) => storage.getAlarm())
      expect(alarm).toBe(Date.now() + 1_000 * 2 ** (attempt - 2))
      vi.setSystemTime(alarm!)
      expect(await runDurableObjectAlarm(object)).toBe(true)
    }
    expect(await list()).toMatchObject([
      { id: 2 },
      { id: 1, state: 'failed', outcome: { reason: expect.any(String) } },
    ])
    expect(await runDurableObjectAlarm(object)).toBe(false)
  })
})
