import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json.ts'
import { Client } from '../support/client.ts'
import { EditedSite, type ProblemAnswer } from './support.ts'

describe.each([
  ['plainly', false],
  ['evicted between calls', true],
])('a draft, objects %s', (_, evict) => {
  const client = new Client({ evict })

  async function aPublishedSite(): Promise<EditedSite> {
    const site = new EditedSite(client)
    await site.publish()
    return site
  }

  test('[SIT6] begins as the release, is read with an ETag and what is wrong with it, and is kept though it is', async () => {
    const site = await aPublishedSite()
    const { headers, body: draft } = await site.draft()
    expect(headers.get('etag')).toBe(`"${draft.version}"`)
    expect(draft).toMatchObject({ basedOn: 1, editedBy: 'operator', issues: [], warnings: [] })
    expect(draft.site).toMatchObject({ id: site.id, experiences: [{ id: 'hiking-hero' }, {}, {}] })

    const broken = { ...draft.site, timezone: 'Mars/Olympus' }
    const kept = await site.put(broken, draft.version)
    expect(kept.status).toBe(200)
    expect(kept.body.issues).toMatchObject([{ pointer: '/timezone', found: '"Mars/Olympus"' }])
    expect(kept.headers.get('etag')).toBe(`"${draft.version + 1}"`)
    expect((await site.draft()).body).toEqual(kept.body)
    const refused = await site.publishDraft<ProblemAnswer>(kept.body.version)
    expect(refused).toMatchObject({ status: 422, body: { issues: [{ pointer: '/timezone' }] } })
    expect((await site.call<unknown[]>('GET', 'releases')).body).toHaveLength(1)
  })

  test('[SIT6] tells what is hardly meant, once it is valid', async () => {
    const site = await aPublishedSite()
    const young = {
      schema: 'segment/1',
      id: 'young',
      name: 'Young',
      when: { kind: 'profile', where: { 'traits.age': { $lt: 25 } } },
    }
    const { body } = await site.put(site.document({ segments: [young], experiences: [] }), 1)
    expect(body).toMatchObject({ issues: [], warnings: [{ lint: 'missingFits' }] })
  })

  test('[SIT7] is only changed by who says which version they have seen', async () => {
    const site = await aPublishedSite()
    for (const headers of [{}, { 'if-match': '*' }, { 'if-match': 'W/1' }, { 'if-none-match': '*' }]) {
      const answer = await site.call<ProblemAnswer>('PUT', 'draft', site.document(), headers)
      expect(answer).toMatchObject({ status: 428, body: { type: '/problems/version-needed' } })
    }
    const weak = await site.call('PUT', 'draft', site.document({ name: 'Weak' }), { 'if-match': 'W/"1"' })
    expect(weak.status).toBe(200)
  })

  test('[SIT8] that two people changed answers the second with both changes joined, and keeps nothing of it', async () => {
    const site = await aPublishedSite()
    const { body: seen } = await site.draft()
    const theirs = await site.put({ ...seen.site, name: 'Theirs' }, seen.version)
    const yours = { ...seen.site, timezone: 'Europe/Dublin' }
    const met = await site.put<ProblemAnswer>(yours, seen.version)
    expect(met).toMatchObject({
      status: 412,
      body: {
        type: '/problems/edit-conflict',
        conflict: {
          version: theirs.body.version,
          base: { name: 'Test shop' },
          theirs: { name: 'Theirs' },
          yours: { name: 'Test shop', timezone: 'Europe/Dublin' },
          merged: { name: 'Theirs', timezone: 'Europe/Dublin' },
          clashes: [],
        },
      },
    })
    expect(met.headers.get('etag')).toBe(`"${theirs.body.version}"`)
    expect((await site.draft()).body).toEqual(theirs.body)

    const { merged, version } = met.body.conflict!
    const joined = await site.put(merged!, version)
    expect(joined.body.site).toMatchObject({ name: 'Theirs', timezone: 'Europe/Dublin' })
  })

  test('[SIT8] in which two people changed the same field names it, with all three values', async () => {
    const site = await aPublishedSite()
    await site.patch('experiences/come-back', { name: 'Theirs' }, 1)
    const yours = site.document()
    // `as`: the test site has experiences
    const [a, b, comeBack] = yours['experiences'] as JsonObject[]
    const edited = { ...yours, experiences: [a!, b!, { ...comeBack, name: 'Yours' }] }
    const { body } = await site.put<ProblemAnswer>(edited, 1)
    expect(body.conflict?.clashes).toEqual([
      { path: '/experiences/come-back/name', what: 'value', theirs: 'Theirs', yours: 'Yours' },
    ])
  })

  test('[SIT8] whose version is forgotten says so, and asks to read it again', async () => {
    const site = await aPublishedSite()
    for (let version = 1; version <= 51; version += 1) {
      await site.patch('settings/name', `Name ${version}`, version)
    }
    const { status, body } = await site.put<ProblemAnswer>(site.document({ name: 'Late' }), 1)
    expect({ status, conflict: body.conflict }).toMatchObject({
      status: 412,
      conflict: { version: 52, clashes: null, theirs: { name: 'Name 51' }, yours: { name: 'Late' } },
    })
    expect(body.detail).toContain('read it again')
  })

  test('[SIT9] is changed part by part: an edit of another part does no harm, one of the same part is told', async () => {
    const site = await aPublishedSite()
    const renamed = await site.patch('segments/hikers', { name: 'Hikers' }, 1)
    expect(renamed).toMatchObject({
      status: 200,
      body: { version: 2, value: { id: 'hikers', name: 'Hikers' } },
    })
    const slot = await site.patch('slots/hero', { name: 'Hero' }, 1)
    expect(slot).toMatchObject({ status: 200, body: { version: 3, value: { name: 'Hero' } } })
    const setting = await site.patch('settings/timezone', 'Europe/Dublin', 1)
    expect(setting).toMatchObject({ status: 200, body: { version: 4, value: 'Europe/Dublin' } })

    const met = await site.patch<ProblemAnswer>('segments/hikers', { name: 'Walkers', public: false }, 1)
    expect(met).toMatchObject({
      status: 412,
      body: {
        conflict: {
          version: 4,
          base: { name: 'Looks at hiking', public: true },
          theirs: { name: 'Hikers', public: true },
          yours: { name: 'Walkers', public: false },
          merged: { name: 'Hikers', public: false },
          clashes: [{ path: '/name', theirs: 'Hikers', yours: 'Walkers' }],
        },
      },
    })
    expect((await site.draft()).body).toMatchObject({ version: 4, site: { timezone: 'Europe/Dublin' } })
  })

  test('[SIT9] gets new parts, which must be new, and loses some', async () => {
    const site = await aPublishedSite()
    const goal = { id: 'order', name: 'Ordered', event: 'Order Completed' }
    const isNew = { 'if-none-match': '*' }
    expect(await site.call('PUT', 'draft/goals/order', goal, isNew)).toMatchObject({
      status: 201,
      body: { version: 2, value: goal },
    })
    const again = await site.call<ProblemAnswer>('PUT', 'draft/goals/order', { ...goal, name: 'O' }, isNew)
    expect(again).toMatchObject({ status: 412, body: { conflict: { theirs: goal, yours: { name: 'O' } } } })
    const key = await site.call<{ value: { key: string } }>('POST', 'draft/writeKeys', {})
    expect(key).toMatchObject({ status: 201, body: { version: 3, issues: [] } })
    expect(key.headers.get('etag')).toBe('"3"')
    expect(key.body.value.key).toMatch(new RegExp(`^ewk_${site.id}_[A-Za-z0-9]{16}$`))
    const old = `draft/writeKeys/ewk_${site.id}_public`
    expect(await site.call('DELETE', old, undefined, { 'if-match': '"3"' })).toMatchObject({ status: 200 })
    expect((await site.draft()).body.site['writeKeys']).toEqual([key.body.value])
  })

  test.each([
    ['GET', 'draft/segment/hikers', 404, 'did you mean "segments"?'],
    ['GET', 'draft/segments/walkers', 404, 'no segments/walkers'],
    ['GET', 'draft/settings/time-zone', 404, 'did you mean "timezone"?'],
    ['GET', 'draft/settings/id', 404, 'no setting "id"'],
    ['PATCH', 'draft/segments/walkers', 404, 'no segments/walkers'],
  ])('[SIT9] has no part that does not exist: %s %s', async (method, path, status, detail) => {
    const site = await aPublishedSite()
    const answer = await site.call<ProblemAnswer>(method, path, method === 'PATCH' ? {} : undefined, {
      'if-match': '"1"',
    })
    expect(answer).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } })
  })

  test('[SIT9] lets a part keep the name of its address', async () => {
    const site = await aPublishedSite()
    for (const body of [{ id: 'other' }, [], 'text', null]) {
      const answer = await site.patch<ProblemAnswer>('segments/hikers', body, 1)
      expect(answer).toMatchObject({ status: 400, body: { issues: [{ expected: '"hikers"' }] } })
    }
    const foreign = await site.put<ProblemAnswer>({ ...site.document(), id: 'other' }, 1)
    expect(foreign).toMatchObject({ status: 422, body: { issues: [{ pointer: '/id' }] } })
  })

  test('[SIT10] takes two edits that come at once one after the other', async () => {
    const site = await aPublishedSite()
    const edits = ['hikers', 'cart-idle', 'buyers', 'phones'].map((id) =>
      site.patch(`segments/${id}`, { description: id }, 1),
    )
    for (const { status } of await Promise.all(edits)) expect(status).toBe(200)
    const { body } = await site.draft()
    expect(body.version).toBe(5)
    expect(body.site['segments']).toMatchObject(
      ['hikers', 'cart-idle', 'buyers', 'phones'].map((id) => ({ id, description: id })),
    )
  })

  test('[SIT10] is at the same version after an edit that changes nothing', async () => {
    const site = await aPublishedSite()
    const { body } = await site.draft()
    expect((await site.put(body.site, body.version)).body.version).toBe(body.version)
  })

  test('[SIT11] is nowhere of a site that nobody made', async () => {
    const site = new EditedSite(client)
    expect(await site.draft()).toMatchObject({ status: 404, body: { type: '/problems/not-found' } })
    expect((await site.put(site.document(), 0)).status).toBe(404)
    expect((await site.patch('settings/name', 'x', 0)).status).toBe(404)
  })
})
