import { describe, expect, test } from 'vitest'
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { OPERATOR } from '../../../edge/site/people/actor.ts'
import { Client } from '../support/client.ts'
import { EditedSite, type ProblemAnswer, type Published } from './support.ts'

describe.each([
  ['plainly', false],
  ['evicted between calls', true],
])('releases, objects %s', (_, evict) => {
  const client = new Client({ evict })

  async function aPublishedSite(): Promise<EditedSite> {
    const site = new EditedSite(client)
    await site.publish()
    return site
  }

  test('[SIT12] are made of the draft, as it was looked at, with who and why', async () => {
    const site = await aPublishedSite()
    const { body: draft } = await site.patch('experiences/phone-hero', { enabled: false }, 1)
    const made = await site.publishDraft(draft.version, 'No phones in winter')
    expect(made).toMatchObject({
      status: 201,
      body: {
        number: 2,
        author: OPERATOR,
        message: 'No phones in winter',
        rollbackTo: null,
        unchanged: false,
      },
    })
    expect((await site.draft()).body).toMatchObject({ version: draft.version, basedOn: 2 })
    expect((await site.release(2)).body).toMatchObject({
      number: 2,
      message: 'No phones in winter',
      site: { experiences: [{}, { id: 'phone-hero', enabled: false }, {}] },
    })
    expect(await site.publishDraft(draft.version)).toMatchObject({ body: { number: 2, unchanged: true } })

    await site.patch('experiences/phone-hero', { enabled: true }, draft.version)
    const late = await site.publishDraft<ProblemAnswer>(draft.version)
    expect(late).toMatchObject({
      status: 412,
      body: { type: '/problems/edit-conflict', conflict: { version: draft.version + 1 } },
    })
  })

  test('[SIT13] are listed from the newest, a page at a time', async () => {
    const site = await aPublishedSite()
    for (const name of ['Two', 'Three', 'Four']) await site.publish({ name })
    const first = await site.call<Published[]>('GET', 'releases?limit=3')
    expect(first.body.map(({ number }) => number)).toEqual([4, 3, 2])
    const [, next = ''] = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? []
    expect(next).toBe(`/api/sites/${site.id}/releases?limit=3&before=2`)
    const second = await site.call<Published[]>('GET', next.split(`${site.id}/`)[1]!)
    expect(second.body.map(({ number }) => number)).toEqual([1])
    expect(second.headers.get('link')).toBeNull()
    expect(await site.call('GET', 'releases?limit=1000')).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/limit', expected: 'a number that is at most 200' }] },
    })
  })

  test('[SIT14] are compared with each other and with the draft', async () => {
    const site = await aPublishedSite()
    await site.publish({ name: 'Two' })
    await site.patch('slots/nudge', { name: 'Nudge' }, 2)
    expect(await site.changes('1', '2')).toEqual([
      {
        type: 'changed',
        kind: 'settings',
        id: 'name',
        fields: [{ path: '', what: 'value', before: 'Test shop', after: 'Two' }],
      },
    ])
    expect(await site.changes('current', 'draft')).toEqual([
      {
        type: 'changed',
        kind: 'slots',
        id: 'nudge',
        fields: [{ path: '/name', what: 'value', after: 'Nudge' }],
      },
    ])
    const all = await site.changes('0', '1')
    expect(all).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'added', id: 'hikers' })]))
    expect(await site.call('GET', 'compare?from=9')).toMatchObject({ status: 404 })
    expect(await site.call('GET', 'compare?from=x')).toMatchObject({ status: 400 })
  })

  test('[SIT15] are rolled back by a new release with a reason and the same content', async () => {
    const site = await aPublishedSite()
    const { body: two } = await site.publish({ name: 'Two' })
    expect(await site.call('POST', 'releases/1/rollback', {})).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/reason' }] },
    })
    const back = await site.call<Published>('POST', 'releases/1/rollback', { reason: 'Two was wrong' })
    expect(back).toMatchObject({
      status: 201,
      body: { number: 3, message: 'Two was wrong', rollbackTo: 1, unchanged: false },
    })
    const [first, third] = [(await site.release(1)).body, (await site.release(3)).body]
    expect(third).toMatchObject({ hash: first.hash, site: first.site })
    expect(third.hash).not.toBe(two.hash)
    expect(await site.call('GET', 'release')).toMatchObject({ body: { number: 3, rollbackTo: 1 } })
    expect((await site.draft()).body).toMatchObject({ basedOn: 3, site: { name: 'Test shop' } })
    expect(await site.call('POST', 'releases/7/rollback', { reason: 'x' })).toMatchObject({ status: 404 })
  })

  test('[SIT16] that come past a draft are taken into it where they do not clash', async () => {
    const site = await aPublishedSite()
    await site.patch('segments/hikers', { name: 'Hikers' }, 1)
    await site.publish({ name: 'Two' })
    const { body: draft } = await site.draft()
    expect(draft).toMatchObject({
      version: 3,
      basedOn: 2,
      site: { name: 'Two', segments: [{ name: 'Hikers' }, {}, {}, {}] },
    })
    expect(await site.publishDraft(3)).toMatchObject({ status: 201, body: { number: 3 } })
  })

  test('[SIT16] that clash with a draft keep it from being published until the clashes are settled', async () => {
    const site = await aPublishedSite()
    await site.patch('settings/name', 'Draft', 1)
    await site.publish({ name: 'Release', timezone: 'Europe/Dublin' })
    expect((await site.draft()).body).toMatchObject({ version: 2, basedOn: 1, site: { name: 'Draft' } })
    const refused = await site.publishDraft<ProblemAnswer>(2)
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: '/problems/release-conflict',
        conflict: {
          version: 2,
          release: 2,
          merged: { name: 'Release', timezone: 'Europe/Dublin' },
          clashes: [{ path: '/name', base: 'Test shop', theirs: 'Release', yours: 'Draft' }],
        },
      },
    })
    const settled = { ...refused.body.conflict!.merged, name: 'Settled' }
    expect(await site.put(settled, 2, '?basedOn=1')).toMatchObject({ status: 400 })
    expect(await site.put(settled, 2, '?basedOn=2')).toMatchObject({ status: 200, body: { basedOn: 2 } })
    expect(await site.publishDraft(3)).toMatchObject({ status: 201, body: { number: 3 } })
    expect((await site.release(3)).body.site).toMatchObject({ name: 'Settled', timezone: 'Europe/Dublin' })
  })

  test('[SIT17] of a site that asks for a second person are not made by who edited last', async () => {
    const site = await aPublishedSite()
    await site.publish({ requireApproval: true })
    const object = env.SITE.get(env.SITE.idFromName(site.id))
    const document = JSON.stringify(site.document({ requireApproval: true, name: 'Edited' }))
    const edit = { document, basedOn: null, editor: 'ada@example.com', subject: 'draft' }
    const by = (author: string) => ({ author, message: null })
    await runInDurableObject(object, async (instance) => {
      const { version } = instance.draft()!
      expect(instance.saveDraft({ ...edit, version })).toMatchObject({ type: 'saved' })
      const own = { type: 'second-person-needed', editedBy: 'ada@example.com' }
      expect(await instance.publishDraft(version + 1, by('ada@example.com'))).toEqual(own)
      const later = Date.now() + 60_000
      expect(await instance.scheduleDraft(version + 1, later, by('ada@example.com'))).toEqual(own)
      // Also not past the draft, and not by taking the rule out of what is published
      const past = site.document({ name: 'Past the draft' })
      expect(await instance.publish(past, by('ada@example.com'))).toEqual(own)
      expect(await instance.publishDraft(version + 1, by('bob@example.com'))).toMatchObject({
        type: 'published',
      })
      // Bringing back what was published before needs nobody else
      expect(await instance.rollBack(1, 'bob@example.com', 'urgent')).toMatchObject({ type: 'published' })
    })
  })
})
