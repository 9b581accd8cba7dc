import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { layoutOf } from '../../../edge/object/layout.ts'
import { Client } from '../support/client.ts'
import { EditedSite } from './support.ts'

interface Key {
  readonly id: string
  readonly key: string
  readonly name: string | null
}

interface Entry {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly changes: unknown
}

describe.each([
  ['plainly', false],
  ['evicted between calls', true],
])('the keys of a site, objects %s', (_, evict) => {
  const client = new Client({ evict })

  afterEach(() => {
    vi.useRealTimers()
  })

  async function aPublishedSite(): Promise<EditedSite> {
    const site = new EditedSite(client)
    await site.publish()
    return site
  }

  /** Whether a server key opens the site: what an event under it is answered. */
  async function opens(key: string): Promise<boolean> {
    const { status } = await client.post(
      '/v1/batch',
      { batch: [{ type: 'track', event: 'Seen', messageId: crypto.randomUUID(), userId: 'u-1' }] },
      { authorization: `Basic ${btoa(`${key}:`)}` },
    )
    expect([200, 401]).toContain(status)
    return status === 200
  }

  test('[SIT23] are shown once, listed without what opens, and kept as hashes', async () => {
    const site = await aPublishedSite()
    const { body: made } = await site.call<Key>('POST', 'keys', { name: 'Shop server' })
    expect(made.key).toMatch(new RegExp(`^ews_${site.id}_[A-Za-z0-9]{32}$`))
    expect(await opens(made.key)).toBe(true)
    const { body: list } = await site.call<object[]>('GET', 'keys')
    expect(list).toEqual([
      {
        id: made.id,
        name: 'Shop server',
        ending: made.key.slice(-4),
        createdAt: expect.any(String),
        createdBy: 'operator',
        expiresAt: null,
      },
    ])
    const object = env.SITE.get(env.SITE.idFromName(site.id))
    const kept = await runInDurableObject(object, (_instance, { storage }) =>
      JSON.stringify([
        storage.sql.exec('SELECT * FROM server_keys').toArray(),
        storage.sql.exec('SELECT * FROM audit').toArray(),
      ]),
    )
    expect(kept).not.toContain(made.key.slice(-20))
  })

  test('[SIT24] that are rotated open beside the new one for a while, those that are revoked no more', async () => {
    const site = await aPublishedSite()
    const { body: old } = await site.call<Key>('POST', 'keys', { name: 'Shop server' })
    const rotated = await site.call<Key>('POST', `keys/${old.id}/rotate`, { overlapHours: 1 })
    expect(rotated).toMatchObject({ status: 201, body: { name: 'Shop server' } })
    expect([await opens(old.key), await opens(rotated.body.key)]).toEqual([true, true])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_001 })
    expect([await opens(old.key), await opens(rotated.body.key)]).toEqual([false, true])
    expect(await site.call('POST', `keys/${old.id}/rotate`, {})).toMatchObject({ status: 404 })

    expect(await site.call('DELETE', `keys/${rotated.body.id}`)).toMatchObject({ status: 204 })
    expect(await opens(rotated.body.key)).toBe(false)
    expect((await site.call('GET', 'keys')).body).toEqual([])
    expect(await site.call('DELETE', `keys/${rotated.body.id}`)).toMatchObject({ status: 404 })
  })

  test('[SIT24] are not rotated into a time that is too long, or given a name that is none', async () => {
    const site = await aPublishedSite()
    const { body } = await site.call<Key>('POST', 'keys', {})
    expect(await site.call('POST', `keys/${body.id}/rotate`, { overlapHours: 1e6 })).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/overlapHours' }] },
    })
    expect(await site.call('POST', 'keys', { name: '' })).toMatchObject({ status: 400 })
  })
})

describe('what pages call with', () => {
  const client = new Client({ evict: false })

  const statusOf = async (key: string, origin = 'https://shop.example') => {
    const body = { writeKey: key, stream: crypto.randomUUID() }
    return (await client.interact(body, { origin })).status
  }

  test('[SIT27] a write key and an origin open once they are published, and no more once they are not', async () => {
    const site = new EditedSite(client)
    await site.publish()
    const old = `ewk_${site.id}_public`
    const { body } = await site.call<{ value: { key: string } }>('POST', 'draft/writeKeys', {})
    const { key } = body.value
    await site.patch('settings/origins', ['https://shop.example', 'https://new.example'], 2)
    expect(await statusOf(old)).toBe(200)
    expect(await statusOf(key)).toBe(401)
    expect(await statusOf(old, 'https://new.example')).toBe(403)
    await site.publishDraft(3, 'Both keys, until the pages have the new one')
    expect([await statusOf(old), await statusOf(key)]).toEqual([200, 200])
    expect(await statusOf(old, 'https://new.example')).toBe(200)

    await site.call('DELETE', `draft/writeKeys/${old}`, undefined, { 'if-match': '"3"' })
    await site.patch('settings/origins', ['https://new.example'], 4)
    expect(await site.publishDraft(5)).toMatchObject({ status: 201 })
    expect([await statusOf(old), await statusOf(key, 'https://new.example')]).toEqual([401, 200])
    expect(await statusOf(key)).toBe(403)
  })
})

describe('the audit of a site', () => {
  const client = new Client({ evict: true })

  test('[SIT25] says who did what and when, with what was before and after, a page at a time', async () => {
    const site = new EditedSite(client)
    await site.publish()
    await site.patch('settings/name', 'New', 1)
    await site.publishDraft(2)
    await site.call('POST', 'releases/1/rollback', { reason: 'wrong' })
    const { body: key } = await site.call<Key>('POST', 'keys', {})
    await site.call('DELETE', `keys/${key.id}`)
    const { body: entries } = await site.call<Entry[]>('GET', 'audit')
    expect(entries.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      `key.revoked ${key.id}`,
      `key.created ${key.id}`,
      'release.rolled-back 3',
      'release.published 2',
      'draft.edited settings/name',
      'release.published 1',
    ])
    const change = { kind: 'settings', id: 'name', fields: [{ before: 'Test shop', after: 'New' }] }
    expect(entries[4]).toMatchObject({ actor: 'operator', changes: [change] })
    expect(entries[3]).toMatchObject({ changes: [change] })
    expect(Date.now() - Date.parse(entries[4]!.at)).toBeLessThan(60_000)
    const { body: rest } = await site.call<Entry[]>('GET', `audit?limit=2&before=${entries[3]!.seq}`)
    expect(rest).toEqual(entries.slice(4))
  })

  test('[SIT25] says of a large change who, what and when, and not what it was', async () => {
    const site = new EditedSite(client)
    await site.publish()
    await site.patch('segments/hikers', { description: 'x'.repeat(120_000) }, 1)
    expect((await site.call<Entry[]>('GET', 'audit?limit=1')).body).toMatchObject([
      { actor: 'operator', action: 'draft.edited', subject: 'segments/hikers', changes: null },
    ])
  })

  test('[SIT25] can only grow', async () => {
    const site = new EditedSite(client)
    await site.publish()
    await runInDurableObject(env.SITE.get(env.SITE.idFromName(site.id)), (_, { storage }) => {
      const kept = storage.sql.exec('SELECT * FROM audit').toArray()
      expect(kept).toHaveLength(1)
      expect(() => storage.sql.exec("UPDATE audit SET actor = 'nobody'")).toThrow('append-only')
      expect(() => storage.sql.exec('DELETE FROM audit')).toThrow('append-only')
      expect(storage.sql.exec('SELECT * FROM audit').toArray()).toEqual(kept)
    })
  })
})

describe('the database of a site', () => {
  const client = new Client({ evict: true })

  test('[SIT26] of an older layout is brought up to date, and loses nothing', async () => {
    const site = new EditedSite(client)
    const object = env.SITE.get(env.SITE.idFromName(site.id))
    const release = { number: 1, hash: 'abc', site: site.document() }
    await runInDurableObject(object, (_, { storage }) => {
      // As the first layout was
      storage.sql.exec(`
        CREATE TABLE releases (
          number INTEGER PRIMARY KEY, hash TEXT NOT NULL, published_at TEXT NOT NULL, body TEXT NOT NULL);
        CREATE TABLE quarantine (
          seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, message_id TEXT NOT NULL, reason TEXT NOT NULL,
          event TEXT NOT NULL);
        CREATE TABLE server_keys (hash TEXT PRIMARY KEY, created_at TEXT NOT NULL) WITHOUT ROWID;
        INSERT INTO server_keys VALUES ('0123456789abcdef0123', '2026-11-01T00:00:00.000Z');`)
      storage.sql.exec(
        "INSERT INTO releases VALUES (1, 'abc', '2026-11-01T00:00:00.000Z', ?)",
        JSON.stringify(release),
      )
    })
    await client.forget()
    expect((await site.draft()).body).toMatchObject({ version: 0, basedOn: 1, site: { id: site.id } })
    expect((await site.call('GET', 'keys')).body).toMatchObject([{ id: '0123456789abcdef', name: null }])
    expect(await site.call('GET', 'releases')).toMatchObject({ body: [{ number: 1, author: null }] })
    expect(await site.patch('settings/name', 'New', 0)).toMatchObject({ status: 200, body: { version: 1 } })
    expect(await site.publishDraft(1)).toMatchObject({ body: { number: 2 } })
  })

  test('[SIT26] is not made by asking', async () => {
    const site = new EditedSite(client)
    for (const path of ['draft', 'releases', 'release', 'scheduled', 'keys', 'audit', 'quarantine']) {
      await site.call('GET', path)
    }
    await runInDurableObject(env.SITE.get(env.SITE.idFromName(site.id)), (_, { storage }) => {
      expect(layoutOf(storage.sql)).toBe(0)
    })
  })
})
