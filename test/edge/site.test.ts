import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Env } from '../../edge/env.ts'
import { ProfileStore } from '../../edge/profile/profile-store.ts'
import { releaseByNumber } from '../../edge/site/release-cache.ts'
import { aSite, SITE } from './support/a-site.ts'
import { Client } from './support/client.ts'

const client = new Client({ evict: false })
const named = (name: string) => aSite({ name })

describe('a site', () => {
  test('[REL35] is published with what is hardly meant, which the answer points out', async () => {
    const young = {
      schema: 'segment/1',
      id: 'young',
      name: 'Young',
      when: { kind: 'profile', where: { 'traits.age': { $lt: 25 } } },
    }
    const site = aSite({ id: 'young-shop', writeKeys: [{ key: 'ewk_young-shop_public' }] })
    const publish = (segments: object[]) =>
      client.admin('PUT', 'young-shop/release', { ...site, segments, experiences: [] })
    const pointer = '/segments/0/when/where/traits.age'
    for (const unchanged of [false, true])
      expect(await publish([young])).toMatchObject({
        status: 200,
        body: { number: 1, unchanged, warnings: [{ lint: 'missingFits', pointer }] },
      })
    const told = { ...young, when: { ...young.when, where: { 'traits.age': { $exists: true, $lt: 25 } } } }
    expect(await publish([told])).toMatchObject({ status: 200, body: { number: 2, warnings: [] } })
  })

  test('[PRO12] that is published several times at once has releases one after the other', async () => {
    const published = await runInDurableObject(env.SITE.get(env.SITE.idFromName('busy-shop')), (site) =>
      Promise.all(['left', 'right', 'left', 'left'].map((name) => site.publish(named(name)))),
    )
    expect(published.map(({ type }) => type)).toEqual(['published', 'published', 'published', 'unchanged'])
    const numbers = published.map((result) => ('release' in result ? result.release.number : 0))
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 3])
  })

  test('[PRO11] has the releases that are in use in memory, and not all there ever were', async () => {
    let asked = 0
    const site = {
      idFromName: (name: string) => env.SITE.idFromName(name),
      get: (id: DurableObjectId) => {
        asked += 1
        return env.SITE.get(id)
      },
    }
    // `as`: all that the cache asks of a namespace
    const counting: Env = { ...env, SITE: site as Env['SITE'] }
    for (let version = 1; version <= 8; version += 1) await client.publish(named(`version ${version}`))
    const { body: newest } = await client.admin<{ number: number }>('GET', `${SITE}/release`)
    const first = newest.number - 7
    for (let number = first; number <= newest.number; number += 1)
      expect((await releaseByNumber(counting, SITE, number)).number).toBe(number)
    asked = 0
    await releaseByNumber(counting, SITE, newest.number)
    expect(asked).toBe(0)
    await releaseByNumber(counting, SITE, first)
    expect(asked).toBe(1)
    await releaseByNumber(counting, SITE, newest.number)
    expect(asked).toBe(1)
  })
})

describe('a checkpoint', () => {
  test.each(['🏔️', '山', 'ab'])('[PRO10] of a large state is read as it was written: %s', async (text) => {
    // An odd length before it, so that a cut falls into the middle of a pair
    const states = [0, 1].map((shift) => ({ text: 'x'.repeat(shift) + text.repeat(2_500_000 / text.length) }))
    const stub = env.PROFILE.get(env.PROFILE.idFromName(`${SITE}:v:checkpoint-${text.length}`))
    await runInDurableObject(stub, (_, { storage }) => {
      for (const state of states) {
        const store = new ProfileStore(storage)
        store.write({ row: null, eventsText: null, checkpoint: { state, forgetUntil: 0 }, alarmAt: null })
        expect(store.readCheckpoint()).toEqual(state)
        const parts = storage.sql.exec<{ bytes: number }>(
          'SELECT length(CAST(body AS BLOB)) AS bytes FROM checkpoint',
        )
        for (const { bytes } of parts) expect(bytes).toBeLessThan(2_000_000)
      }
    })
  })
})
