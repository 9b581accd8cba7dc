import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest'
import { rollupObject } from '../../edge/rollup/shard.ts'
import { FOREIGN_ID_MEMORY_MS } from '../../shared/event/dedupe.ts'
import type { Receipt } from '../../shared/event/index.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { aFreshSite, Crowd } from './support/a-crowd.ts'
import { Client } from './support/client.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Ahead of the platform's own clock, or alarms would ring by themselves. */
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS
const VISITORS = 6
const SHARDS = 2
const STEPS = 120

const { seed: firstSeed, count } = inject('simulations')
const client = new Client({ evict: false })

type Message = Record<string, unknown> & { readonly messageId: string }

interface Happened {
  readonly event: string
  readonly at: number
  readonly properties: Readonly<Record<string, unknown>>
}

/** One visitor as a list of what happened, and what follows from it, counted anew each time. */
class Model {
  readonly #happened = new Map<string, Happened>()
  readonly counts = { received: 0, accepted: 0, duplicate: 0, quarantined: 0, refused: 0 }
  readonly #known = new Set<string>()

  /** What the receipt of a message must say. `skew`: how far the sender's clock is ahead of ours. */
  take({ messageId, event, timestamp, properties }: Message, now: number, skew: number): Receipt['status'] {
    this.counts.received += 1
    if (this.#known.has(messageId)) {
      this.counts.duplicate += 1
      return 'duplicate'
    }
    this.#known.add(messageId)
    if (typeof properties !== 'object' || properties === null) {
      this.counts.quarantined += 1
      return 'quarantined'
    }
    this.counts.accepted += 1
    // `as`: the test wrote them
    const at = Math.min((timestamp as number) - skew, now)
    this.#happened.set(messageId, {
      event: event as string,
      at,
      properties: properties as Happened['properties'],
    })
    return 'accepted'
  }

  segments(now: number, hikersFrom: number): string[] {
    const all = [...this.#happened.values()]
    const hiking = all.filter(
      ({ event, at, properties }) =>
        event === 'Product Viewed' && properties['category'] === 'hiking' && at > now - 7 * DAY_MS,
    )
    return [
      ...(all.some(({ event }) => event === 'Order Completed') ? ['buyers'] : []),
      ...(hiking.length >= hikersFrom ? ['hikers'] : []),
    ]
  }

  /** Views of the one experience, and what came at or after the first. */
  exposure() {
    const all = [...this.#happened.values()]
    const views = all.filter(({ event }) => event === 'Experience Viewed')
    const firstAt = Math.min(...views.map(({ at }) => at))
    const orders = all.filter(({ event, at }) => event === 'Order Completed' && at >= firstAt)
    const cents = orders.reduce((sum, { properties }) => sum + (properties['revenue'] as number) * 100, 0)
    return { views: views.length, orders: orders.length, cents: Math.round(cents) }
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

test.each(Array.from({ length: count }, (_, index) => firstSeed + index))(
  '[ROL11] [PRO2] [PRO7] [PRO9] visitors, objects and a network that do what they want come to what a plain model says: seed %i',
  async (seed) => {
    const random = seededRandom(seed)
    const upTo = (most: number) => Math.floor(random() * (most + 1))
    const pick = <T>(list: readonly T[]): T => list[upTo(list.length - 1)]!

    const fresh = aFreshSite(SHARDS)
    const crowd = new Crowd(client, fresh)
    let hikersFrom = 2
    const siteNow = () => ({
      ...fresh.site,
      // `as`: aSite wrote them; carts flip by the second, which the model leaves out
      segments: (fresh.site['segments'] as { id: string; when: object }[])
        .filter(({ id }) => id === 'hikers' || id === 'buyers')
        .map((segment) =>
          segment.id === 'hikers'
            ? { ...segment, when: { ...segment.when, op: { gte: hikersFrom } } }
            : segment,
        ),
      experiences: (fresh.site['experiences'] as { id: string }[]).filter(({ id }) => id === 'hiking-hero'),
    })
    await crowd.publish(siteNow())
    const visitors = Array.from({ length: VISITORS }, () => crowd.visitor())
    const models = visitors.map(() => new Model())
    // By when it came first
    const sent: Map<Message, number>[] = visitors.map(() => new Map())
    const held: Message[][] = visitors.map(() => [])
    // How far each visitor's clock is ahead
    const skews = visitors.map(() => pick([0, 0, HOUR_MS, -5 * HOUR_MS, 400 * DAY_MS]))
    for (const visitor of visitors) await visitor.send([])
    // A new one each time: a crash breaks those that are at hand
    const shardAt = (shard: number) => rollupObject(env, fresh.id, SHARDS, shard)
    const anyShard = () => shardAt(upTo(SHARDS - 1))
    const told: [number, string, string][] = []
    let ids = 0

    const message = (skew: number): Message => {
      ids += 1
      const late = pick([0, 0, 0, 5 * SECOND_MS, 2 * HOUR_MS, 3 * DAY_MS])
      const base = { type: 'track', messageId: `foreign-${seed}-${ids}`, timestamp: Date.now() + skew - late }
      const event = pick(['Product Viewed', 'Product Viewed', 'Order Completed', 'Experience Viewed', 'Bad'])
      switch (event) {
        case 'Product Viewed':
          return { ...base, event, properties: { category: pick(['hiking', 'running']) } }
        case 'Order Completed':
          return { ...base, event, properties: { revenue: upTo(10_000) / 100 } }
        case 'Experience Viewed':
          return { ...base, event, properties: { slot: 'hero', experience: 'hiking-hero', variant: 'boots' } }
        default:
          return { ...base, event, properties: 'none' }
      }
    }

    const send = async (index: number): Promise<void> => {
      const [visitor, model, skew] = [visitors[index]!, models[index]!, skews[index]!]
      // Some are held back, and come after others; some come twice
      const made = Array.from({ length: upTo(3) }, () => message(skew))
      const batch = [...made.filter(() => random() < 0.8), ...held[index]!.splice(0, upTo(2))]
      held[index]!.push(...made.filter((one) => !batch.includes(one)))
      const now = Date.now()
      // What came a week ago may be taken for new, however often it was sent again since
      const remembered = [...sent[index]!].filter(([, firstAt]) => firstAt > now - FOREIGN_ID_MEMORY_MS)
      if (remembered.length > 0 && random() < 0.3) batch.push(pick(remembered)[0])
      batch.sort(() => random() - 0.5)
      for (const one of batch) if (!sent[index]!.has(one)) sent[index]!.set(one, now)
      const { receipts } = await visitor.send(batch, { sentAt: now + skew })
      // A call's events come before what it has to set aside
      const isBad = ({ properties }: Message) => typeof properties !== 'object'
      for (const one of [...batch.filter((entry) => !isBad(entry)), ...batch.filter(isBad)]) {
        const status = model.take(one, now, skew)
        const place = receipts.findIndex((receipt) => receipt.messageId === one.messageId)
        expect(receipts[place]).toMatchObject({ messageId: one.messageId, status })
        // `as`: a copy that shrinks
        ;(receipts as Receipt[]).splice(place, 1)
      }
      expect(receipts).toEqual([])
    }

    const check = async (index: number): Promise<void> => {
      const report = await visitors[index]!.report()
      const now = Date.parse(report.now)
      expect({ counts: report.counts, segments: report.segments.toSorted() }).toEqual({
        counts: models[index]!.counts,
        segments: models[index]!.segments(now, hikersFrom),
      })
    }

    const wake = async (stub: Awaited<ReturnType<Crowd['object']>> | ReturnType<typeof shardAt>) => {
      await runInDurableObject(stub, () => {})
      await evictDurableObject(stub)
    }

    const actions: Record<string, (index: number) => Promise<unknown>> = {
      send,
      read: check,
      ring: async (index) => runDurableObjectAlarm(await crowd.object(visitors[index]!)),
      ringShard: () => runDurableObjectAlarm(anyShard()),
      forget: async (index) => wake(await crowd.object(visitors[index]!)),
      forgetShard: () => wake(anyShard()),
      crash: () => abortAllDurableObjects(),
      publish: () => {
        hikersFrom = 1 + upTo(3)
        return crowd.publish(siteNow())
      },
      loseMark: async (index) => {
        const object = await crowd.object(visitors[index]!)
        await runInDurableObject(object, (_, { storage }) => {
          const hasMeta =
            storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0
          if (hasMeta) storage.sql.exec("DELETE FROM meta WHERE name = 'outbox:rollup'")
        })
        await evictDurableObject(object)
      },
      tellAgain: async () => {
        const place = upTo(SHARDS - 1)
        const rows = await runInDurableObject(shardAt(place), (_, { storage }) =>
          storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'profiles'").toArray().length === 0
            ? []
            : storage.sql
                .exec<{ key: string; contribution: string }>('SELECT key, contribution FROM profiles')
                .toArray(),
        )
        told.push(
          ...rows.map(({ key, contribution }): [number, string, string] => [place, key, contribution]),
        )
        if (told.length === 0) return
        const [shard, key, contribution] = pick(told)
        await shardAt(shard).take(key, contribution)
      },
    }
    const often = [
      'send',
      'send',
      'send',
      'send',
      'send',
      'read',
      'ring',
      'ring',
      'forget',
      'ringShard',
      'tellAgain',
    ]
    const seldom = Object.keys(actions)

    for (let step = 0; step < STEPS; step += 1) {
      const pause = random()
      const passed = pause < 0.4 ? 0 : pause < 0.95 ? upTo(40 * SECOND_MS) : upTo(3 * DAY_MS)
      vi.setSystemTime(Date.now() + passed)
      await actions[random() < 0.7 ? pick(often) : pick(seldom)]!(upTo(VISITORS - 1))
    }

    for (let index = 0; index < VISITORS; index += 1) await check(index)
    for (let round = 0; round < 3; round += 1) {
      await crowd.settle(visitors)
      for (let shard = 0; shard < SHARDS; shard += 1) await runDurableObjectAlarm(shardAt(shard))
    }
    for (let index = 0; index < VISITORS; index += 1) await check(index)
    // What was on its way all the time comes last
    for (const [shard, key, contribution] of told) await shardAt(shard).take(key, contribution)
    const now = Date.now()
    const sums = await crowd.counts()
    const recount = { received: 0, accepted: 0, duplicate: 0, quarantined: 0, refused: 0 }
    const segments: Record<string, number> = {}
    const exposure = { visitors: 0, views: 0, orders: 0, buyers: 0, cents: 0 }
    for (const model of models) {
      // `as`: its own keys
      for (const name of Object.keys(recount) as (keyof typeof recount)[]) recount[name] += model.counts[name]
      for (const id of model.segments(now, hikersFrom)) segments[id] = (segments[id] ?? 0) + 1
      const { views, orders, cents } = model.exposure()
      if (views === 0) continue
      exposure.visitors += 1
      exposure.views += views
      exposure.orders += orders
      exposure.buyers += orders > 0 ? 1 : 0
      exposure.cents += cents
    }
    const { refused, ...books } = recount
    expect(sums).toMatchObject({
      profiles: VISITORS,
      covered: VISITORS,
      ingestion: { ...books, rejected: refused },
      missingShards: [],
    })
    expect(sums.segments).toEqual(segments)
    const [seen] = sums.exposures
    const order = seen?.conversions.find(({ goal }) => goal === 'order')
    expect({
      visitors: seen?.visitors ?? 0,
      views: seen?.views ?? 0,
      orders: order?.count ?? 0,
      buyers: order?.visitors ?? 0,
      cents: Math.round((order?.value ?? 0) * 100),
    }).toEqual(exposure)
  },
  60_000,
)
