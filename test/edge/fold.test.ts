import {
  evictAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { profileName } from '../../edge/identity/profile-name.ts'
import type { ProfileReport } from '../../edge/profile/profile-report.ts'
import type { Receipt, ReceiptStatus } from '../../shared/event/index.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { aSite, SITE, WRITE_KEY } from './support/a-site.ts'
import { aStream, Visitor } from './support/a-visitor.ts'
import { BASE, Client } from './support/client.ts'

const HOUR_MS = 3_600_000
const CONSENT = { analytics: 'granted', personalization: 'granted' } as const
const client = new Client({ evict: false })

type Message = Record<string, unknown> & { readonly messageId: string }

/** Segments whose memberships come and go within seconds, hours and days. */
function restlessSite(release: number): Record<string, unknown> {
  const segment = (id: string, when: object, more: object = {}) => ({
    schema: 'segment/1',
    id,
    name: id,
    public: true,
    when,
    ...more,
  })
  const viewed = (window: string, gte: number) => ({
    kind: 'event',
    event: 'Product Viewed',
    where: { 'properties.category': 'hiking' },
    window,
    op: { gte },
  })
  const site = aSite()
  return aSite({
    segments: [
      // `as`: aSite wrote them
      ...(site['segments'] as object[]),
      segment('seconds', viewed('PT5S', 1)),
      segment('hours', {
        any: [viewed('PT3H', 2), { kind: 'event', event: 'Order Completed', window: 'PT1H' }],
      }),
      segment('quiet', { not: viewed('P1D', 1) }),
      segment('named', { kind: 'profile', where: { 'traits.name': 'Ada' } }),
      segment('sticky', viewed('PT10S', 1), { exit: { minStay: 'PT2H' } }),
      ...(release % 2 === 0 ? [segment('even', viewed('PT30M', release))] : []),
      segment('changing', viewed('P2D', release + 1)),
    ],
  })
}

/** A visitor of the test, and what a plain model says of their messages. */
class Twin {
  readonly #stream = aStream()
  id = ''

  async interact(batch: readonly Message[], sentAt: number): Promise<readonly Receipt[]> {
    const { status, body } = await client.interact({
      stream: this.#stream,
      consent: CONSENT,
      sentAt,
      batch,
      ...(this.id !== '' && { anonymousId: this.id }),
    })
    expect(status).toBe(200)
    this.id = body.anonymousId ?? this.id
    return body.receipts
  }

  async collect(batch: readonly Message[], sentAt: number): Promise<readonly Receipt[]> {
    const consented = batch.map((message) => ({ ...message, context: { consent: CONSENT } }))
    const headers = { origin: BASE, cookie: `ew_id_${SITE}=${this.id}` }
    const body = { writeKey: WRITE_KEY, sentAt, batch: consented }
    const answer = await client.post<{ receipts: Receipt[] }>('/v1/batch', body, headers)
    expect(answer.status).toBe(200)
    return answer.body.receipts
  }

  /** What is the same for both whenever they are read: all but the clock, the object's own counters and who it is. */
  async report(): Promise<Omit<ProfileReport, 'now' | 'rowsWritten' | 'calls' | 'facts'>> {
    const { body } = await client.profile(`visitor:${this.id}`)
    const { now: _, rowsWritten: __, calls: ___, facts: ____, ...lasting } = body
    return lasting
  }

  async object() {
    const name = await profileName(SITE, { kind: 'visitor', id: this.id.slice(0, 22) })
    return env.PROFILE.get(env.PROFILE.idFromName(name))
  }

  /** Takes the object's memory away. */
  async forget(): Promise<void> {
    const object = await this.object()
    // Only what runs can be evicted
    await runInDurableObject(object, () => {})
    await evictDurableObject(object)
  }
}

/** Which messages were taken, and how often: sets and counters, nothing more. */
class Model {
  readonly #seen = new Set<string>()
  readonly accepted: string[] = []
  readonly counts = { received: 0, accepted: 0, duplicate: 0, quarantined: 0, refused: 0 }

  take(batch: readonly Message[]): [string, ReceiptStatus][] {
    // A call's events come before what it has to set aside
    const isBad = ({ properties }: Message) => properties === 'bad'
    const ordered = [...batch.filter((message) => !isBad(message)), ...batch.filter(isBad)]
    return ordered.map((message) => {
      const { messageId } = message
      this.counts.received += 1
      const status = this.#judge(messageId, isBad(message))
      if (status === 'accepted') this.accepted.push(messageId)
      this.counts[status === 'rejected' ? 'refused' : status] += 1
      return [messageId, status]
    })
  }

  #judge(messageId: string, isBad: boolean): 'accepted' | 'duplicate' | 'quarantined' | 'rejected' {
    if (messageId.endsWith('.900000')) return 'rejected'
    if (this.#seen.has(messageId)) return 'duplicate'
    this.#seen.add(messageId)
    return isBad ? 'quarantined' : 'accepted'
  }
}

/** What a careless network makes of a page's messages: late, again, out of order. */
class Sender {
  readonly #random: () => number
  readonly #streams = [aStream(), aStream()]
  readonly #sequences = [0, 0]
  readonly #sent: Message[] = []
  #held: Message[] = []

  constructor(random: () => number) {
    this.#random = random
  }

  batch(now: number): Message[] {
    const fresh = Array.from({ length: this.#upTo(4) }, () => this.#message(now))
    const held = this.#held
    this.#held = []
    const batch: Message[] = []
    for (const message of [...fresh, ...held]) {
      if (this.#random() < 0.2) this.#held.push(message)
      else batch.push(message)
    }
    if (this.#sent.length > 0 && this.#random() < 0.4)
      batch.push(this.#sent[this.#upTo(this.#sent.length - 1)]!)
    if (batch.length > 0 && this.#random() < 0.1) batch.push(batch[0]!)
    this.#sent.push(...batch)
    return batch.toSorted(() => this.#random() - 0.5)
  }

  #message(now: number): Message {
    const lateMs = this.#pick([0, 0, 5, 500, 4_000, 9_000, 2 * HOUR_MS, 30 * HOUR_MS])
    const base = { messageId: this.#id(), timestamp: now - lateMs }
    switch (this.#upTo(6)) {
      case 0:
        return { ...base, type: 'identify', traits: { name: this.#pick(['Ada', 'Bob', null]) } }
      case 1:
        return { ...base, type: 'track', event: 'Product Added' }
      case 2:
        return { ...base, type: 'track', event: 'Order Completed' }
      case 3:
        return { ...base, type: 'track', event: 'Product Viewed', properties: 'bad' }
      default:
        return {
          ...base,
          type: 'track',
          event: 'Product Viewed',
          properties: { category: this.#pick(['hiking', 'hiking', 'running']) },
        }
    }
  }

  #id(): string {
    const kind = this.#random()
    if (kind < 0.25) return `node-next-${aStream()}`
    const index = this.#upTo(1)
    if (kind < 0.28) return `ew1.${this.#streams[index]}.900000`
    this.#sequences[index]! += this.#pick([1, 1, 1, 2])
    return `ew1.${this.#streams[index]}.${this.#sequences[index]}`
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#upTo(list.length - 1)]!
  }

  #upTo(most: number): number {
    return Math.floor(this.#random() * (most + 1))
  }
}

describe('a life of calls that come late, again and out of order', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(Array.from({ length: 6 }, (_, index) => index + 1))(
    '[PRO9] [PRO2] [PRO7] [ING11] is one life however often the object forgets: seed %i',
    async (seed) => {
      const random = seededRandom(seed)
      const [warm, sleepy] = [new Twin(), new Twin()]
      const [model, sender] = [new Model(), new Sender(random)]
      let release = 1
      await client.publish(restlessSite(release))
      for (const twin of [warm, sleepy]) await twin.interact([], Date.now())

      for (let step = 0; step < 90; step += 1) {
        const pause = random()
        const passed = pause < 0.3 ? 0 : pause < 0.9 ? random() * 8_000 : random() * 20 * HOUR_MS
        vi.setSystemTime(Date.now() + Math.floor(passed))
        if (random() < 0.3) await sleepy.forget()
        const action = random()
        if (action < 0.7) {
          const batch = sender.batch(Date.now())
          const expected = model.take(batch)
          for (const twin of [warm, sleepy]) {
            const receipts = await (action < 0.2
              ? twin.collect(batch, Date.now())
              : twin.interact(batch, Date.now()))
            expect(receipts.map(({ messageId, status }) => `${messageId} ${status}`).toSorted()).toEqual(
              expected.map(([messageId, status]) => `${messageId} ${status}`).toSorted(),
            )
          }
        } else if (action < 0.9) {
          expect(await sleepy.report()).toEqual(await warm.report())
        } else if (action < 0.95) {
          const fired = await runDurableObjectAlarm(await warm.object())
          expect(await runDurableObjectAlarm(await sleepy.object())).toBe(fired)
        } else {
          release += 1
          await client.publish(restlessSite(release))
        }
      }

      const report = await warm.report()
      expect(await sleepy.report()).toEqual(report)
      expect(report.events.map(({ id }) => id).toSorted()).toEqual(model.accepted.toSorted())
      expect(report.counts).toEqual(model.counts)
      await warm.forget()
      expect(await warm.report()).toEqual(report)
    },
  )
})

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('what was seen of a stream with many gaps, objects %s', (_, evict) => {
  test('[PRO9] [ING12] is remembered as it came, whatever the times of its events', async () => {
    const visitor = new Visitor(new Client({ evict }))
    await client.publish()
    const now = Date.now()
    const message = (sequence: number, at: number) => ({
      type: 'track',
      event: 'A',
      messageId: `ew1.${visitor.stream}.${sequence}`,
      timestamp: at,
    })
    // 300 gaps, of which the first 44 have to be closed; then one is filled by an event of long before
    const holey = Array.from({ length: 300 }, (_, index) => message(2 * (index + 1), now))
    await visitor.send([...holey, message(301, now - HOUR_MS)], { sentAt: now })
    const { receipts } = await visitor.send([message(87, now), message(89, now)], { sentAt: now })
    expect(receipts.map(({ status }) => status)).toEqual(['rejected', 'accepted'])
  })
})

describe('calls that come at once', () => {
  test('[PRO9] [PRO7] wake an object in the middle of a publish, and each is taken once', async () => {
    await client.publish(restlessSite(1))
    const visitor = new Visitor(client)
    await visitor.track('Product Viewed', { category: 'hiking' })
    for (let round = 2; round <= 5; round += 1) {
      await evictAllDurableObjects()
      const messages = Array.from({ length: 8 }, () =>
        visitor.message('Product Viewed', { category: 'hiking' }),
      )
      const calls = [...messages, ...messages].map((message) => visitor.send([message]))
      const [answers] = await Promise.all([
        Promise.all(calls),
        client.publish(restlessSite(round)),
        visitor.report(),
      ])
      const statuses = answers.flatMap(({ receipts }) => receipts.map(({ status }) => status))
      expect(statuses.filter((status) => status === 'accepted')).toHaveLength(8)
      expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(8)
    }
    const { now: _, rowsWritten: __, calls: ___, ...before } = await visitor.report()
    expect(before.counts).toMatchObject({ received: 65, accepted: 33, duplicate: 32 })
    expect(new Set(before.events.map(({ id }) => id)).size).toBe(33)
    await evictAllDurableObjects()
    expect(await visitor.report()).toMatchObject(before)
  })
})
