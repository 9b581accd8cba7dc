import { createExecutionContext, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { app } from '../../edge/app.ts'
import type { Env } from '../../edge/env.ts'
import { currentRelease, siteObject } from '../../edge/site/release-cache.ts'
import { newestOnShelf, shelve, takeFromShelf } from '../../edge/site/release-shelf.ts'
import type { Release } from '../../shared/release/index.ts'
import { aSite, ORIGIN } from './support/a-site.ts'
import { aStream } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const client = new Client({ evict: false })
const kv = env.CONFIG_OF_TESTS
let sites = 0

/** A site of its own: no isolate knows it yet. */
function aFreshSite(name = 'One') {
  sites += 1
  const id = `config-${sites}-${crypto.randomUUID().slice(0, 8)}`
  return { id, site: (title = name) => aSite({ id, name: title, writeKeys: [{ key: `ewk_${id}_k` }] }) }
}

async function publish(id: string, document: Record<string, unknown>): Promise<Release> {
  await siteObject(env, id).publish(document)
  const release = await siteObject(env, id).release()
  // `as`: the Site object wrote it
  return JSON.parse(release!.body) as Release
}

/** A Worker's bindings with a KV that does as the test wants, and a Site object that may not answer. */
function bound(CONFIG: KVNamespace, isSiteThere = true): Env & { readonly asked: () => number } {
  let asked = 0
  const SITE = new Proxy(env.SITE, {
    get(namespace, member) {
      if (member === 'get') {
        return (...given: Parameters<typeof namespace.get>) => {
          asked += 1
          if (!isSiteThere) throw new Error('the Site object is away')
          return namespace.get(...given)
        }
      }
      const value: unknown = Reflect.get(namespace, member)
      return typeof value === 'function' ? value.bind(namespace) : value
    },
  })
  return { ...env, CONFIG, SITE, asked: () => asked }
}

/** The platform's KV, but for how it answers. */
function kvThat(get: (key: string) => Promise<string | null>): KVNamespace {
  // `as`: only `get` is asked
  return { get } as unknown as KVNamespace
}

/** Site objects that are there, but for how they answer. */
function sitesThat(answer: () => Promise<never>): Env['SITE'] {
  const sites = {
    idFromName: (name: string) => env.SITE.idFromName(name),
    get: () => ({ currentNumber: answer }),
  }
  // `as`: only this is asked
  return sites as unknown as Env['SITE']
}

const background: Promise<unknown>[] = []
const current = (bindings: Env, id: string) =>
  currentRelease(bindings, id, (promise) => void background.push(promise))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(background.splice(0))
})

test('[PRO50] an isolate that begins takes the release from KV, and asks no Site object', async () => {
  const { id, site } = aFreshSite()
  await shelve(kv, await publish(id, site()))
  const bindings = bound(kv, false)
  expect((await current(bindings, id))?.number).toBe(1)
  expect(bindings.asked()).toBe(0)
})

test.each([
  ['has nothing', () => Promise.resolve(null)],
  ['fails', () => Promise.reject(new Error('KV is down'))],
  ['never answers', () => new Promise<string | null>(() => {})],
  ['says nonsense', () => Promise.resolve('not a number')],
])('[PRO51] where KV %s, the Site object is asked, and nobody waits long', async (_, get) => {
  const { id, site } = aFreshSite()
  await publish(id, site())
  vi.useRealTimers()
  const startedAt = performance.now()
  expect((await current(bound(kvThat(get)), id))?.number).toBe(1)
  // The pointer and the release may take 700 ms together before KV is given up
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

test.each([
  ['has no release where its pointer points', null],
  ['has nonsense there', 'not a release'],
  ['has half of a release there', '{"number":1}'],
  ['has another release there', '{"number":2,"site":{"id":"another"}}'],
  ['has the release of another site there', '{"number":1,"site":{"id":"another"}}'],
])('[PRO51] where KV %s, the Site object is asked', async (_, release) => {
  const { id, site } = aFreshSite()
  await publish(id, site())
  const wrong = kvThat((key) => Promise.resolve(key.startsWith('current/') ? '1' : release))
  const bindings = bound(wrong)
  expect((await current(bindings, id))?.site.name).toBe('One')
  expect(bindings.asked()).toBeGreaterThan(0)
})

test('[PRO52] a KV that is behind takes nothing back, and is found out within a minute', async () => {
  const { id, site } = aFreshSite()
  const first = await publish(id, site())
  await shelve(kv, first)
  const bindings = bound(kv)
  const later = async (passed: number) => {
    vi.setSystemTime(Date.now() + passed)
    await current(bindings, id)
    await Promise.all(background.splice(0))
    return (await current(bindings, id))?.number
  }
  expect((await current(bindings, id))?.number).toBe(1)
  expect(await later(2_000)).toBe(1)
  // The word of the second release never reaches KV
  await publish(id, site('Two'))
  expect(await later(2_000)).toBe(1)
  expect(await later(61_000)).toBe(2)
  expect(await later(2_000)).toBe(2)
})

test('[PRO53] the last good release is served while neither KV nor the Site object answers', async () => {
  const { id, site } = aFreshSite()
  await shelve(kv, await publish(id, site()))
  expect((await current(bound(kv), id))?.number).toBe(1)
  const broken = bound(
    kvThat(() => Promise.reject(new Error('KV is down'))),
    false,
  )
  vi.setSystemTime(Date.now() + 3_600_000)
  expect((await current(broken, id))?.number).toBe(1)
  await Promise.allSettled(background.splice(0))
  expect((await current(broken, id))?.number).toBe(1)
})

test('[PRO54] a release is in KV before the pointer to it, which never goes back', async () => {
  const { id, site } = aFreshSite()
  const first = await publish(id, site())
  const second = await publish(id, site('Two'))
  const order: string[] = []
  const watched = new Proxy(kv, {
    get(namespace, member) {
      if (member === 'put') {
        return (key: string, value: string) => {
          order.push(key)
          return namespace.put(key, value)
        }
      }
      const value: unknown = Reflect.get(namespace, member)
      return typeof value === 'function' ? value.bind(namespace) : value
    },
  })
  await shelve(watched, second)
  expect(order).toEqual([`release/${id}/2`, `current/${id}`])
  await shelve(watched, first)
  expect(await newestOnShelf(kv, id)).toBe(2)
  expect(await takeFromShelf(kv, id, 1)).toEqual(first)
})

test('[PRO54] [PRO55] publishing puts the release there, and is read by the next call of the same caller', async () => {
  const { id, site } = aFreshSite()
  await runInDurableObject(siteObject(env, id), (object) => {
    // As where a Worker is bound to one
    Object.assign(object, { env: { ...env, CONFIG: kv } })
  })
  for (const [index, name] of ['One', 'Two', 'Three'].entries()) {
    const { body } = await client.admin<{ number: number }>('PUT', `${id}/release`, site(name))
    expect(body.number).toBe(index + 1)
    expect(await newestOnShelf(kv, id)).toBe(index + 1)
    const answer = await client.interact({ stream: 'a-stream-of-this-test', writeKey: `ewk_${id}_k` })
    expect(answer.body.release).toBe(index + 1)
  }
})

test.each([
  ['fail', () => Promise.reject(new Error('it is down'))],
  ['never answer', () => new Promise<never>(() => {})],
])('[ING73] a page is told to keep its own content where KV and the Site object %s', async (_, answer) => {
  const { id, site } = aFreshSite()
  await publish(id, site())
  vi.useRealTimers()
  const down = { ...bound(kvThat(answer)), SITE: sitesThat(answer) }
  const context = createExecutionContext()
  const interact = (bindings: Env, stream: string) =>
    app.fetch(
      new Request(`${BASE}/v1/interact`, {
        method: 'POST',
        headers: { origin: ORIGIN },
        body: JSON.stringify({
          writeKey: `ewk_${id}_k`,
          stream,
          sentAt: Date.now(),
          consent: { analytics: 'granted', personalization: 'granted' },
          slots: ['hero'],
          batch: [{ type: 'track', event: 'A', messageId: `ew1.${stream}.1` }],
        }),
      }),
      bindings,
      context,
    )
  const stream = aStream()
  const response = await interact(down, stream)
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  expect(await response.json()).toEqual({
    degraded: true,
    version: 0,
    release: 0,
    segments: [],
    decisions: {
      hero: { reason: 'ERROR', experience: null, variant: null, html: null, fields: null, release: 0 },
    },
    receipts: [
      { messageId: `ew1.${stream}.1`, status: 'retry', reason: expect.stringContaining('unavailable') },
    ],
  })
  // What failed is not remembered
  const again = await interact(env, stream)
  expect(await again.json()).toMatchObject({ release: 1, receipts: [{ status: 'accepted' }] })
})

test('[ING74] those who come first to an isolate ask once for all of them', async () => {
  const { id, site } = aFreshSite()
  await publish(id, site())
  const bindings = bound(kvThat(() => Promise.resolve(null)))
  const found = await Promise.all(Array.from({ length: 20 }, () => current(bindings, id)))
  expect(found.map((release) => release?.number)).toEqual(Array.from({ length: 20 }, () => 1))
  // For the number, and for the release
  expect(bindings.asked()).toBe(2)
})
