import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import { LAYOUTS } from '../../edge/profile/layouts.ts'
import { layoutOf, migrate } from '../../edge/object/layout.ts'
import firstLayout from '../fixtures/profile/1.sql?raw'
import secondLayout from '../fixtures/profile/2.sql?raw'
import thirdLayout from '../fixtures/profile/3.sql?raw'
import fourthLayout from '../fixtures/profile/4.sql?raw'
import { SITE } from './support/a-site.ts'
import { Client } from './support/client.ts'

/** A profile of each layout, as the code of its time left it; all say the same. */
const FIXTURES = [firstLayout, secondLayout, thirdLayout, fourthLayout]

/** When the visitor of the fixtures was last there. */
const THEN = Date.parse('2026-11-05T07:00:01Z')

/** The statements that make a database: what it looks like, whatever is in it. */
function tables(sql: SqlStorage): string[] {
  return sql
    .exec<{ sql: string }>(
      "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name",
    )
    .toArray()
    .map((table) => table.sql.replaceAll(/\s+/g, ' '))
}

async function objectOf(userId: string) {
  const name = await profileName(SITE, { kind: 'user', id: userId })
  return env.PROFILE.get(env.PROFILE.idFromName(name))
}

async function sleepingObject(userId: string, dump: string) {
  const object = await objectOf(userId)
  await runInDurableObject(object, (_, state) => {
    state.storage.sql.exec(dump)
  })
  await evictDurableObject(object)
  return object
}

describe('the layout of a profile’s database', () => {
  const client = new Client({ evict: false })

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: THEN + 10_000 })
    await client.publish()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('[PRO30] has a fixture of each number, the newest of which is what a new object gets', async () => {
    expect(FIXTURES).toHaveLength(LAYOUTS.length)
    const fresh = await runInDurableObject(await objectOf('fresh'), (_, state) => {
      state.storage.transactionSync(() => migrate(state.storage.sql, LAYOUTS))
      return tables(state.storage.sql)
    })
    for (const [index, dump] of FIXTURES.entries()) {
      const [layout, made] = await runInDurableObject(await objectOf(`layout-${index}`), (_, state) => {
        state.storage.sql.exec(dump)
        return [layoutOf(state.storage.sql), tables(state.storage.sql)] as const
      })
      expect(layout).toBe(index + 1)
      if (layout === LAYOUTS.length) expect(made).toEqual(fresh)
    }
  })

  test.each(FIXTURES.map((dump, index) => [index + 1, dump] as const))(
    '[PRO30] [PRO31] wakes a profile of layout %i up to date, with all that it knew',
    async (number, dump) => {
      const user = `slept-since-${number}`
      const object = await sleepingObject(user, dump)
      const { body } = await client.profile(`user:${user}`)
      expect(body).toMatchObject({
        version: 71,
        segments: ['hikers', 'buyers'],
        traits: { first_name: 'Zoë' },
        counts: { received: 74, accepted: 72, duplicate: 1, quarantined: 1, refused: 0 },
      })
      expect(body.events).toHaveLength(72)
      expect(body.quarantined).toMatchObject([{ messageId: 'bad', event: expect.stringContaining('"bad"') }])
      expect(await runInDurableObject(object, (_, state) => layoutOf(state.storage.sql))).toBe(LAYOUTS.length)
      await evictDurableObject(object)
      expect((await client.profile(`user:${user}`)).body).toMatchObject({ version: 71, counts: body.counts })
    },
  )

  test('[PRO31] folds the log again where the checkpoint has the form of another time', async () => {
    const object = await sleepingObject('old-form', FIXTURES.at(-1)!)
    await runInDurableObject(object, (_, state) => {
      state.storage.sql.exec('UPDATE checkpoint SET body = \'{"form":0,"seq":64,"counts":"otherwise"}\'')
    })
    await evictDurableObject(object)
    expect((await client.profile('user:old-form')).body).toMatchObject({
      version: 71,
      segments: ['hikers', 'buyers'],
      counts: { received: 74, accepted: 72, duplicate: 1, quarantined: 1, refused: 0 },
    })
  })

  test('[PRO32] is wholly the older one after a step that failed', async () => {
    const object = await objectOf('half-way')
    await runInDurableObject(object, (_, state) => {
      const { sql } = state.storage
      sql.exec(firstLayout)
      const before = tables(sql)
      const broken = [...LAYOUTS, 'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);']
      expect(() => state.storage.transactionSync(() => migrate(sql, broken))).toThrow(/nowhere/)
      expect(tables(sql)).toEqual(before)
      expect(layoutOf(sql)).toBe(1)
    })
    await evictDurableObject(object)
    expect((await client.profile('user:half-way')).body.version).toBe(71)
  })
})
