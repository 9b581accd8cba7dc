import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, vi } from 'vitest'
import type { Moment } from '../../../edge/faults/come-by.ts'
import { faultyEnv, type CallPoint } from '../../../edge/faults/faulty-env.ts'
import { siteObject } from '../../../edge/site/release-cache.ts'
import { newestOnShelf, takeFromShelf } from '../../../edge/site/release-shelf.ts'
import type { Receipt } from '../../../shared/event/index.ts'
import { Page } from './a-page.ts'
import type { Visitor } from './a-visitor.ts'
import { alarmOf, type Scene } from './fault-scene.ts'

const SECOND_MS = 1_000

/** Something that happens at the edge, and where it may fail on its way. */
interface Flow {
  readonly moments: readonly Moment[]
  readonly calls: readonly CallPoint[]
  /** What comes before, unharmed. */
  readonly prepare?: (scene: Scene) => Promise<void>
  /** Who says something while a call is delayed. @default the first visitor */
  readonly meanwhile?: (scene: Scene) => Visitor
  readonly act: (scene: Scene) => Promise<void>
  /** What must hold once everything has settled, beside what always must. */
  readonly check?: (scene: Scene) => Promise<void>
}

const COMMIT: readonly Moment[] = ['profile.before-commit', 'profile.after-commit', 'profile.statement']
const COMMIT_OF_SITE: readonly Moment[] = ['site.before-commit', 'site.after-commit', 'site.statement']
const TELL: readonly Moment[] = ['rollup.before-commit', 'rollup.after-commit', 'rollup.statement']

const SET_ASIDE = {
  type: 'track',
  event: 'Product Viewed',
  messageId: 'set-aside',
  properties: { category: 'hiking' },
}

/** Lets everything be told, so that nothing else is under way. */
const settled = (scene: Scene): Promise<void> => scene.crowd.settle(scene.visitors)

export const FLOWS: Readonly<Record<string, Flow>> = {
  'a first call': {
    moments: COMMIT,
    calls: ['profile.interact'],
    act: async (scene) => {
      const visitor = scene.crowd.visitor()
      await scene.say(visitor, scene.viewed(visitor))
    },
  },
  'a call': {
    moments: COMMIT,
    calls: ['profile.interact'],
    act: (scene) => scene.say(scene.first, scene.viewed(scene.first)),
  },
  'a batch of a server': {
    moments: COMMIT,
    calls: ['profile.collect'],
    act: async (scene) => {
      const users = ['ada', 'bob']
      const batch = users.map((userId) => order(userId))
      const key = await scene.serverKey()
      await scene.insist(() => scene.client.post('/v1/batch', { batch, writeKey: key }))
      users.forEach((userId, index) => scene.acknowledge(`user:${userId}`, batch[index]!.messageId))
    },
  },
  'a page is opened and told': {
    moments: COMMIT,
    calls: ['profile.fetch', 'profile.interact'],
    act: async (scene) => {
      await openPage(scene)
      await scene.say(scene.first, scene.viewed(scene.first))
    },
    check: async (scene) => {
      const page = await openPage(scene)
      const { segments } = await page.next()
      expect(segments).toEqual((await scene.first.report()).segments.filter((id) => id !== 'buyers'))
      page.close()
    },
  },
  'an alarm flips a rule': {
    moments: COMMIT,
    calls: [],
    act: async (scene) => {
      vi.setSystemTime(Date.now() + 25 * SECOND_MS)
      await scene.ring(scene.first)
    },
  },
  'an alarm tells': {
    moments: TELL,
    calls: ['rollup.take'],
    prepare: async (scene) => {
      await settled(scene)
      await scene.say(scene.first, scene.viewed(scene.first))
    },
    act: async (scene) => {
      vi.setSystemTime(Date.now() + 31 * SECOND_MS)
      await scene.ring(scene.first)
    },
  },
  'a sweep': {
    moments: TELL,
    calls: ['profile.comeUpToDate', 'rollup.take'],
    prepare: async (scene) => {
      await settled(scene)
      await scene.crowd.publish(scene.changedSite)
    },
    act: async (scene) => {
      vi.setSystemTime(Date.now() + 2 * SECOND_MS)
      await runDurableObjectAlarm(scene.shard).catch(() => false)
    },
  },
  'a publish': {
    moments: COMMIT_OF_SITE,
    calls: ['site.publish', 'sites.put', 'rollup.sweep', 'kv.put', 'kv.get'],
    prepare: async (scene) => {
      await settled(scene)
      await runInDurableObject(siteObject(env, scene.fresh.id), (object, ctx) => {
        // As where a Worker is bound to one
        Object.assign(object, { env: faultyEnv({ ...env, CONFIG: env.CONFIG_OF_TESTS }, ctx) })
      })
    },
    act: async (scene) => {
      await scene.insist(() => scene.crowd.publish(scene.changedSite))
      // Whoever did not hear of it hears from the first who comes by
      await scene.say(scene.first, scene.viewed(scene.first))
    },
    check: async (scene) => {
      const { id } = scene.fresh
      const { body } = await scene.client.admin<{ number: number }[]>('GET', `${id}/releases`)
      expect(body.map(({ number }) => number)).toEqual([2, 1])
      const shelved = await newestOnShelf(env.CONFIG_OF_TESTS, id)
      if (shelved !== null) expect(await takeFromShelf(env.CONFIG_OF_TESTS, id, shelved)).not.toBeNull()
    },
  },
  'a publish whose time has come': {
    moments: COMMIT_OF_SITE,
    calls: ['rollup.sweep'],
    prepare: async (scene) => {
      await settled(scene)
      const { id } = scene.fresh
      const draft = await scene.client.admin<{ version: number }>('GET', `${id}/draft`)
      const edited = await scene.client.admin<{ version: number }>('PUT', `${id}/draft`, scene.changedSite, {
        'if-match': `"${draft.body.version}"`,
      })
      const at = `${new Date(Date.now() + 60 * SECOND_MS).toISOString().slice(0, 19)}Z`
      const version = { 'if-match': `"${edited.body.version}"` }
      await scene.insist(() => scene.client.admin('POST', `${id}/scheduled`, { at }, version))
    },
    act: async (scene) => {
      vi.setSystemTime(Date.now() + 61 * SECOND_MS)
      // A new one each time: an object that ends breaks those that are at hand
      const object = () => siteObject(env, scene.fresh.id)
      await runDurableObjectAlarm(object()).catch(() => false)
      // It comes again by itself, whatever became of it the first time
      for (let at = await alarmOf(object()); at !== null; at = await alarmOf(object())) {
        vi.setSystemTime(Math.max(Date.now(), at))
        await runDurableObjectAlarm(object())
      }
      vi.setSystemTime(Date.now() + 2 * SECOND_MS)
      await scene.say(scene.first, scene.viewed(scene.first))
    },
    check: async (scene) => {
      const { id } = scene.fresh
      const releases = await scene.client.admin<{ number: number }[]>('GET', `${id}/releases`)
      expect(releases.body.map(({ number }) => number)).toEqual([2, 1])
      const scheduled = await scene.client.admin('GET', `${id}/scheduled`)
      expect(scheduled.body).toMatchObject([{ state: 'published', outcome: { release: 2 } }])
    },
  },
  'an erasure': {
    moments: ['profile.statement', 'rollup.statement'],
    calls: ['profile.erase', 'rollup.erase', 'site.noteErasure'],
    prepare: settled,
    meanwhile: ({ visitors }) => visitors[1]!,
    act: async (scene) => {
      const ref = `visitor:${scene.first.id}`
      await scene.insist(() => scene.client.admin('DELETE', `${scene.fresh.id}/profiles/${ref}`))
      scene.erased(ref)
    },
    check: async (scene) => {
      const { status } = await scene.client.profile(`visitor:${scene.first.id}`, scene.fresh.id)
      expect(status).toBe(404)
    },
  },
  'a replay of a profile': {
    moments: COMMIT,
    calls: ['profile.waiting', 'profile.replay'],
    prepare: async ({ first }) => {
      await first.send([{ ...SET_ASIDE, properties: 'none' }])
    },
    act: async (scene) => {
      const profile = `visitor:${scene.first.id}`
      await replay(scene, { profile, corrected: [SET_ASIDE] })
      scene.acknowledge(profile, SET_ASIDE.messageId)
    },
  },
  'an event without a profile': {
    moments: COMMIT_OF_SITE,
    calls: ['site.quarantine'],
    act: async (scene) => {
      const { receipts } = await scene.insist(() =>
        scene.client.post<{ receipts: readonly Receipt[] }>('/v1/batch', {
          writeKey: `ewk_${scene.fresh.id}_obtained`,
          batch: [order('mallory')],
        }),
      )
      scene.noteNobody(receipts)
    },
    check: async (scene) => {
      const { body } = await scene.client.admin('GET', `${scene.fresh.id}/quarantine`)
      expect(body).toMatchObject([{ messageId: 'order-of-mallory' }])
    },
  },
  'a replay of a site': {
    moments: [...COMMIT, ...COMMIT_OF_SITE],
    calls: ['site.quarantined', 'profile.collect', 'site.takeOut'],
    prepare: async (scene) => {
      const lost = order('eve')
      await siteObject(env, scene.fresh.id).quarantine([
        { messageId: lost.messageId, reason: 'nobody', event: JSON.stringify(lost) },
      ])
    },
    act: async (scene) => {
      await replay(scene, {})
      scene.acknowledge('user:eve', 'order-of-eve')
    },
    check: async (scene) => {
      const { body } = await scene.client.admin('GET', `${scene.fresh.id}/quarantine`)
      expect(body).toEqual([])
    },
  },
}

function order(userId: string) {
  const messageId = `order-of-${userId}`
  return { type: 'track', event: 'Order Completed', userId, messageId }
}

function replay(scene: Scene, body: object): Promise<{ receipts: readonly Receipt[] }> {
  return scene.insist(() =>
    scene.client.admin<{ receipts: readonly Receipt[] }>('POST', `${scene.fresh.id}/quarantine/replay`, body),
  )
}

/** A page that comes again until it has its socket. */
async function openPage(scene: Scene): Promise<Page> {
  const parameters = { key: `ewk_${scene.fresh.id}_k`, id: String(scene.first.id) }
  for (;;) {
    const response = await Page.ask(parameters)
    if (response.webSocket !== null) return new Page(response.webSocket)
    expect(response.status).toBe(503)
  }
}
