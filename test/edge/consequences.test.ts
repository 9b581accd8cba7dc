import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PlaceForecast } from '../../shared/experience/forecast/read-forecast.ts'
import type { SeenSlot } from '../../edge/rollup/seen-slots.ts'
import type { ForecastBasis } from '../../edge/site/consequences/forecast-all.ts'
import { aFreshSite, Crowd } from './support/a-crowd.ts'
import type { Visitor } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS

interface Consequences {
  readonly version: number
  readonly release: number | null
  readonly basis: ForecastBasis | { readonly type: 'nobody' }
  readonly uncounted: readonly string[]
  readonly places: readonly PlaceForecast[]
  readonly checks: readonly { readonly lint: string; readonly pointer: string; readonly found: string }[]
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

const asks = (path: string, ...slots: string[]) => ({ slots, page: { url: `https://shop.example${path}` } })

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('what publishing would change, objects %s', (_, evict) => {
  const client = new Client({ evict })

  async function seen(site: string): Promise<SeenSlot[]> {
    const { status, body } = await client.admin<{ slots: SeenSlot[] }>('GET', `${site}/slots/seen`)
    expect(status).toBe(200)
    return body.slots
  }

  test('[CON95] the slots that pages ask for list themselves, with where and when', async () => {
    const fresh = aFreshSite(2)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    expect(await seen(fresh.id)).toEqual([])
    const [ada, bob] = [crowd.visitor(), crowd.visitor()]
    await ada.send([ada.message('Viewed')], asks('/', 'hero', 'sidebar', 'Not A Slot', 'constructor'))
    await bob.send([bob.message('Viewed')], asks('/', 'hero'))
    await bob.send([bob.message('Viewed')], asks('/cart/?secret=1', 'hero'))
    await crowd.settle([ada, bob])
    const first = new Date(START).toISOString()
    const at = { firstSeen: first, lastSeen: first }
    expect(await seen(fresh.id)).toEqual([
      {
        name: 'hero',
        visitors: 2,
        ...at,
        paths: [
          { path: '/', visitors: 2 },
          { path: '/cart/', visitors: 1 },
        ],
      },
      { name: 'constructor', visitors: 1, ...at, paths: [{ path: '/', visitors: 1 }] },
      { name: 'sidebar', visitors: 1, ...at, paths: [{ path: '/', visitors: 1 }] },
    ])
    vi.setSystemTime(START + 2 * HOUR_MS)
    await ada.send([ada.message('Viewed')], asks('/', 'sidebar'))
    await crowd.settle([ada])
    expect((await seen(fresh.id)).find(({ name }) => name === 'sidebar')).toMatchObject({
      firstSeen: first,
      lastSeen: new Date(START + 2 * HOUR_MS).toISOString(),
    })
  })

  test('[CON95] cost no row: the log says only what is new, beside events', async () => {
    const fresh = aFreshSite(1)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitor = crowd.visitor()
    await visitor.send([visitor.message('Viewed')], asks('/', 'hero'))
    const { version } = await visitor.report()
    await visitor.send([], asks('/other/', 'hero', 'nudge'))
    expect((await visitor.report()).version).toBe(version)
    await visitor.send([visitor.message('Viewed')], asks('/other/', 'hero', 'nudge'))
    expect((await visitor.report()).version).toBe(version + 1)
    await crowd.settle([visitor])
    expect((await seen(fresh.id)).map(({ name, paths }) => [name, paths.length])).toEqual([
      ['hero', 2],
      ['nudge', 1],
    ])
  })

  async function consequences(site: string, question: object = {}): Promise<Consequences> {
    const { status, body } = await client.admin<Consequences>('POST', `${site}/consequences`, question)
    expect(body).toMatchObject({ version: expect.any(Number) })
    expect(status).toBe(200)
    return body
  }

  /** Two who look at hiking, one of them on a phone, and one of whom nothing is known. */
  async function aCrowdOfThree(more: Record<string, unknown> = {}) {
    const fresh = aFreshSite(2, more)
    const crowd = new Crowd(client, fresh)
    await crowd.publish()
    const visitors = Array.from({ length: 3 }, () => crowd.visitor())
    const [ada, bob, eve] = visitors
    const hike = (visitor: Visitor) => visitor.message('Product Viewed', { category: 'hiking' })
    for (const visitor of [ada!, bob!]) await visitor.send([hike(visitor), hike(visitor)], asks('/', 'hero'))
    await eve!.send([eve!.message('Viewed')], asks('/', 'nudge'))
    await crowd.settle(visitors)
    return { ...fresh, crowd, visitors }
  }

  async function edit(site: string, path: string, value: object): Promise<void> {
    const draft = await client.admin<{ version: number }>('GET', `${site}/draft`)
    const { status } = await client.admin('PATCH', `${site}/draft/${path}`, value, {
      'if-match': `"${draft.body.version}"`,
    })
    expect(status).toBe(200)
  }

  test('[CON93] is counted over all profiles, where the rules are the published ones', async () => {
    const { id } = await aCrowdOfThree()
    const nothing = await consequences(id)
    expect(nothing.basis).toEqual({ type: 'all', profiles: 3, covered: 3, missingShards: [] })
    expect(nothing.places.flatMap(({ moves }) => moves)).toEqual([])
    await edit(id, 'experiences/hiking-hero', {
      variants: [{ id: 'boots', fields: { headline: 'New boots' } }],
    })
    const words = await consequences(id)
    const boots = { experience: 'hiking-hero', variant: 'boots' }
    expect(words.places.flatMap(({ moves }) => moves)).toEqual([{ from: boots, to: boots, visitors: 2 }])
    await edit(id, 'experiences/hiking-hero', { enabled: false })
    const off = await consequences(id)
    expect(off.places.flatMap(({ moves }) => moves)).toEqual([
      { from: boots, to: { experience: null, variant: null }, visitors: 2 },
    ])
    expect(off.uncounted).toEqual([])
  })

  test('[CON93] is asked of a sample where a rule is new, and says so', async () => {
    const { id } = await aCrowdOfThree()
    const everybody = { kind: 'event', event: '*', window: 'ever' }
    await edit(id, 'experiences/phone-hero', { audience: { segment: null, when: everybody } })
    const { basis, uncounted, places, checks } = await consequences(id)
    expect(basis).toEqual({ type: 'sample', asked: 3, answered: 3, profiles: 3 })
    expect(uncounted).toEqual(['phone-hero'])
    const hero = places.find(({ slot }) => slot === 'hero')
    expect(hero?.experiences.find(({ experience }) => experience === 'phone-hero')).toEqual({
      experience: 'phone-hero',
      matching: 3,
      shows: [{ variant: 'app', visitors: 1 }],
      heldOut: 0,
      instead: [{ experience: 'hiking-hero', visitors: 2 }],
    })
    expect(checks.map(({ lint, pointer }) => `${lint} ${pointer}`)).toEqual([
      'takenByOthers /experiences/1',
      'everybodyMatches /experiences/1/audience',
      'nobodyMatches /experiences/2/audience',
    ])
  })

  test('[CON93] counts an audience of an own rule once it is published, and after it changed', async () => {
    const when = (event: string) => ({ when: { kind: 'event', event, window: 'ever' } })
    const own = (event: string) => ({
      id: 'own-rule',
      slot: 'nudge',
      audience: when(event),
      variants: [{ id: 'one', fields: { text: 'Hello' } }],
    })
    const { id, site, crowd, visitors } = await aCrowdOfThree()
    // `as`: aFreshSite made it
    const experiences = site['experiences'] as object[]
    const matching = async () =>
      (await consequences(id)).places
        .flatMap((place) => place.experiences)
        .find(({ experience }) => experience === 'own-rule')?.matching
    await crowd.publish({ ...site, experiences: [...experiences, own('Product Viewed')] })
    await crowd.settle(visitors)
    for (const visitor of visitors) await visitor.send([visitor.message('Again')])
    await crowd.settle(visitors)
    expect((await consequences(id)).basis).toEqual({
      type: 'all',
      profiles: 3,
      covered: 3,
      missingShards: [],
    })
    expect(await matching()).toBe(2)
    await crowd.publish({ ...site, experiences: [...experiences, own('Again')] })
    expect((await consequences(id)).basis).toMatchObject({ type: 'all', covered: 0 })
    for (const visitor of visitors) await visitor.send([visitor.message('Again')])
    await crowd.settle(visitors)
    expect(await matching()).toBe(3)
  })

  test('[CON94] [CON95] points out a slot that no page has asked for, and answers before anything is published', async () => {
    const { id } = await aCrowdOfThree()
    vi.setSystemTime(START + 2 * DAY_MS)
    expect((await consequences(id)).checks.map(({ lint }) => lint)).toContain('slotNotSeen')
    const created = await client.admin('POST', '', { id: `empty-${evict}`, name: 'Empty' })
    expect(created.status).toBe(201)
    expect(await consequences(`empty-${evict}`)).toMatchObject({
      release: null,
      basis: { type: 'nobody' },
      places: [],
    })
    expect(await seen(`empty-${evict}`)).toEqual([])
  })

  test('[CON93] of a draft that cannot be published says why, and of a moment that is none', async () => {
    const { id } = await aCrowdOfThree()
    const wrong = await client.admin<{ issues: { pointer: string }[] }>('POST', `${id}/consequences`, {
      at: 'soon',
    })
    expect([wrong.status, wrong.body.issues[0]?.pointer]).toEqual([400, '/at'])
    await edit(id, 'experiences/phone-hero', { slot: 'nowhere' })
    const invalid = await client.admin<{ issues: { pointer: string }[] }>('POST', `${id}/consequences`, {})
    expect([invalid.status, invalid.body.issues[0]?.pointer]).toEqual([422, '/experiences/1/slot'])
  })
})

test('[CON96] an order is put into the draft, and one of other experiences is refused with those that there are', async () => {
  const client = new Client({ evict: false })
  const fresh = aFreshSite(0)
  await new Crowd(client, fresh).publish()
  const put = (experiences: readonly string[]) =>
    client.admin<{ site: { experiences: { id: string }[] }; issues: { expected: string }[] }>(
      'PUT',
      `${fresh.id}/draft/slots/hero/order`,
      { experiences },
    )
  const ordered = await put(['phone-hero', 'hiking-hero'])
  expect(ordered.status).toBe(200)
  expect(ordered.body.site.experiences.map(({ id }) => id)).toEqual([
    'phone-hero',
    'hiking-hero',
    'come-back',
  ])
  const refused = await put(['phone-hero'])
  expect([refused.status, refused.body.issues[0]?.expected]).toEqual([
    400,
    'each of these once: ["phone-hero","hiking-hero"]',
  ])
})
