import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import type { NewPreview, Preview } from '../../edge/preview/preview.ts'
import { previewObject } from '../../edge/preview/preview-key.ts'
import type { InteractResponse } from '../../shared/event/index.ts'
import type { PreviewView } from '../../shared/preview/index.ts'
import type { IndexedProfile } from '../../edge/rollup/profile-query.ts'
import { Page } from './support/a-page.ts'
import { aSite, ORIGIN, SITE } from './support/a-site.ts'
import { Visitor } from './support/a-visitor.ts'
import { BASE, Client, type Answer } from './support/client.ts'

type View = Partial<PreviewView>
interface Problem {
  readonly type: string
  readonly detail: string
}

const STREAM = 'a-stream-of-a-preview-0001'

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('a preview, objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    await client.publish()
    // What another test has edited is taken back
    const { body } = await client.admin<{ version: number }>('GET', `${SITE}/draft`)
    await client.admin('PUT', `${SITE}/draft`, aSite(), { 'if-match': `"${body.version}"` })
  })

  const order = (view: View = {}, more: Record<string, unknown> = {}): Promise<Answer<NewPreview>> =>
    client.admin('POST', `${SITE}/previews`, { origin: ORIGIN, view, ...more })

  const start = (code: string, origin = ORIGIN): Promise<Answer<{ key: string } & Problem>> =>
    client.post('/v1/preview/start', { code }, { origin })

  const open = async (view: View = {}): Promise<{ id: string; key: string }> => {
    const { body } = await order(view)
    const started = await start(body.code)
    expect(started.status).toBe(200)
    return { id: body.id, key: started.body.key }
  }

  const see = (
    key: string,
    more: Record<string, unknown> = {},
    origin = ORIGIN,
  ): Promise<Answer<InteractResponse & Problem>> =>
    client.post(
      '/v1/interact',
      { writeKey: key, stream: STREAM, sentAt: new Date().toISOString(), batch: [], debug: true, ...more },
      { origin },
    )

  const edit = async (part: string, patch: unknown): Promise<void> => {
    const { body } = await client.admin<{ version: number }>('GET', `${SITE}/draft`)
    const edited = await client.admin('PATCH', `${SITE}/draft/${part}`, patch, {
      'if-match': `"${body.version}"`,
    })
    expect(edited.status).toBe(200)
  }

  test('[PRV1] shows the draft to whoever is in the segments that were chosen, and nobody else sees it', async () => {
    await edit('experiences/hiking-hero', {
      variants: [{ id: 'boots', fields: { headline: 'Boots that nobody has seen yet' } }],
    })
    const { key } = await open({ in: ['hikers'] })
    const { body } = await see(key)
    expect(body.decisions['hero']).toMatchObject({
      experience: 'hiking-hero',
      html: '<h1>Boots that nobody has seen yet</h1>',
      release: 0,
    })
    expect(body.segments).toContain('hikers')

    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    const answer = await visitor.track('Product Viewed', { category: 'hiking' })
    expect(answer.decisions['hero']?.html).toBe('<h1>Boots for you</h1>')
    expect(JSON.stringify(answer)).not.toContain('nobody has seen')
  })

  test('[PRV2] takes a new visitor for what their request says, with traits and a language of choice', async () => {
    const { key } = await open({ in: ['hikers'], traits: { first_name: 'Ada' }, locale: 'de-CH' })
    const { body } = await see(key)
    expect(body.decisions['hero']?.html).toBe('<h1>Boots for Ada</h1>')
    expect(body.debug?.traits).toEqual({ first_name: 'Ada' })
    const { key: other } = await open({ out: ['phones'] })
    const phone = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148' }
    const seen = await client.post<InteractResponse>(
      '/v1/interact',
      { writeKey: other, stream: STREAM, sentAt: 0, batch: [] },
      { origin: ORIGIN, ...phone },
    )
    expect(seen.body.decisions['hero']?.reason).toBe('DEFAULT')
  })

  test('[PRV3] shows the variant that was chosen, or the default, whatever the rules say', async () => {
    const { key } = await open({ show: { hero: { experience: 'phone-hero', variant: 'app' }, nudge: null } })
    const { body } = await see(key)
    expect(body.decisions['hero']).toMatchObject({ experience: 'phone-hero', variant: 'app' })
    expect(body.decisions['nudge']?.reason).toBe('DEFAULT')
    const changed = await client.post(
      '/v1/preview/view',
      { key, view: { in: ['hikers'], show: { hero: null } } },
      { origin: ORIGIN },
    )
    expect(changed.status).toBe(204)
    expect((await see(key)).body.decisions['hero']?.reason).toBe('DEFAULT')
  })

  test('[PRV4] shows it as a profile, without a trace in it', async () => {
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    await visitor.track('Product Viewed', { category: 'hiking' })
    const before = await visitor.report()
    const { key } = await open({ profile: `v:${visitor.id!.slice(0, 22)}` })
    const { body } = await see(key, {
      batch: [{ type: 'track', event: 'Product Viewed', messageId: 'm-1', properties: {} }],
    })
    expect(body.receipts).toEqual([{ messageId: 'm-1', status: 'accepted' }])
    expect(body.decisions['hero']?.experience).toBe('hiking-hero')
    const after = await visitor.report()
    expect(after.version).toBe(before.version)
    expect(after.counts).toEqual(before.counts)
  })

  test('[PRV5] keeps nothing of what happens in it: no profile, no id, no cookie', async () => {
    const profiles = async (): Promise<number> =>
      (await client.admin<{ profiles: IndexedProfile[] }>('GET', `${SITE}/profiles?limit=500`)).body.profiles
        .length
    const before = await profiles()
    const { key } = await open({ in: ['hikers'] })
    const answer = await see(key, { batch: [{ type: 'track', event: 'Order Completed', messageId: 'm-2' }] })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.body).not.toHaveProperty('anonymousId')
    expect(await profiles()).toBe(before)
    // The next look is of a visitor who is as new as the first
    expect((await see(key)).body.segments).not.toContain('buyers')
  })

  test('[PRV6] opens once, with the code, on the origin that it was made for', async () => {
    const { body } = await order()
    expect((await start(body.code, 'https://elsewhere.example')).status).toBe(401)
    const started = await start(body.code)
    expect(started.status).toBe(200)
    expect((await start(body.code)).status).toBe(401)
    expect((await see(started.body.key, {}, 'https://elsewhere.example')).status).toBe(401)
    expect((await see(`${started.body.key.slice(0, -1)}x`)).status).toBe(401)
    expect((await see(started.body.key)).status).toBe(200)
    expect((await start('nonsense')).status).toBe(401)
  })

  test('[PRV7] is listed with who made it, and over once it is ended', async () => {
    const { id, key } = await open({ in: ['hikers'] })
    const { body } = await client.admin<Preview[]>('GET', `${SITE}/previews`)
    const [listed] = body.filter((preview) => preview.id === id)
    expect(listed).toMatchObject({ createdBy: 'operator', origin: ORIGIN, isStarted: true })
    expect(JSON.stringify(body)).not.toContain(key)
    expect((await client.admin('DELETE', `${SITE}/previews/${id}`)).status).toBe(204)
    expect((await see(key)).body.type).toContain('unknown-key')
    expect((await client.admin('DELETE', `${SITE}/previews/${id}`)).status).toBe(404)
  })

  test('[PRV8] ends by itself when nobody looks at it any more', async () => {
    const { id, key } = await open()
    const room = previewObject(env, SITE)
    await runInDurableObject(room, (_room, { storage }) => {
      storage.sql.exec('UPDATE sessions SET until = ?', Date.now() - 1)
    })
    expect((await see(key)).status).toBe(401)
    await runDurableObjectAlarm(room)
    const left = await runInDurableObject(room, (_room, { storage }) =>
      storage.sql.exec<{ id: string }>('SELECT id FROM sessions WHERE id = ?', id).toArray(),
    )
    expect(left).toEqual([])
  })

  test('[PRV9] tells the open page of an edit at once, and of another way to look at it', async () => {
    const { id, key } = await open({ in: ['hikers'] })
    const response = await exports.default.fetch(
      new Request(`${BASE}/v1/live?key=${key}&debug=1`, {
        headers: { upgrade: 'websocket', origin: ORIGIN },
      }),
    )
    const page = new Page(response.webSocket!)
    const first = await page.next()
    expect(first.decisions['hero']?.html).toBe('<h1>Boots for you</h1>')

    await edit('experiences/hiking-hero', {
      variants: [{ id: 'boots', fields: { headline: 'Newer boots' } }],
    })
    const second = await page.next()
    expect(second.decisions['hero']?.html).toBe('<h1>Newer boots</h1>')
    expect(second.version).toBeGreaterThan(first.version)

    await client.admin('PUT', `${SITE}/previews/${id}`, { view: { in: ['phones'] } })
    const third = await page.next()
    expect(third.decisions['hero']?.experience).toBe('phone-hero')
    expect(third.debug?.preview?.view.in).toEqual(['phones'])

    const closed = page.closed()
    await client.admin('DELETE', `${SITE}/previews/${id}`)
    expect((await closed).code).toBe(1008)
  })

  test('[PRV10] shows the last valid draft, and says so, while the draft is not', async () => {
    const { key } = await open({ in: ['hikers'] })
    await see(key)
    await edit('experiences/hiking-hero', { slot: 'no-such-slot' })
    const { body } = await see(key)
    expect(body.decisions['hero']?.reason).toMatch(/TARGETING_MATCH/)
    expect(body.debug?.preview).toMatchObject({ problems: 1 })
    expect(body.debug?.preview?.notice).toMatch(/not valid/)
  })

  test('[PRV11] shows a release by its number, and at an instant of choice', async () => {
    const xmas = { from: '2030-12-24T00:00', to: '2030-12-27T00:00' }
    const experiences = [
      { id: 'xmas', slot: 'hero', schedule: xmas, variants: [{ id: 'tree', fields: { headline: 'Merry' } }] },
    ]
    const { body: release } = await client.publish(aSite({ experiences }))
    const { key } = await open({ of: release.number, at: '2030-12-24T09:00' })
    expect((await see(key)).body.decisions['hero']).toMatchObject({
      html: '<h1>Merry</h1>',
      release: release.number,
    })
    const { key: today } = await open({ of: release.number })
    expect((await see(today)).body.decisions['hero']?.reason).toBe('DEFAULT')
    const { key: none } = await open({ of: 9_999 })
    expect((await see(none)).status).toBe(404)
  })

  test('[PRV12] refuses an origin that the site does not list, and a view that is none', async () => {
    const foreign = await order({}, { origin: 'https://elsewhere.example' })
    expect(foreign.status).toBe(403)
    const wrong = await client.admin<Problem & { issues: { pointer: string }[] }>(
      'POST',
      `${SITE}/previews`,
      {
        origin: ORIGIN,
        view: { at: 'tomorrow' },
      },
    )
    expect(wrong.status).toBe(400)
    expect(wrong.body.issues[0]?.pointer).toBe('/view/at')
    expect((await order({ in: 'hikers' as unknown as string[] })).status).toBe(400)
  })
})
