import { beforeEach, describe, expect, test } from 'vitest'
import type { Receipt } from '../../shared/event/index.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { aSite, CONSENTED_KEY, SITE, WRITE_KEY } from './support/a-site.ts'
import { aStream } from './support/a-visitor.ts'
import { Client } from './support/client.ts'

type Batch = readonly unknown[]

/** Books of what was answered: who was asked about → what became of their events. */
class Books {
  readonly #counts = new Map<string, Record<Receipt['status'], number>>()

  enter(who: string, receipts: readonly Receipt[]): void {
    const counts = this.#counts.get(who) ?? {
      accepted: 0,
      duplicate: 0,
      quarantined: 0,
      rejected: 0,
      retry: 0,
    }
    for (const { status } of receipts) counts[status] += 1
    this.#counts.set(who, counts)
  }

  *[Symbol.iterator]() {
    yield* this.#counts
  }
}

/** Events of every kind that clients send, good and bad, new and old. */
class Sender {
  readonly #random: () => number
  readonly #sent: unknown[] = []

  constructor(random: () => number) {
    this.#random = random
  }

  batch(ids: object): Batch {
    return Array.from({ length: Math.floor(this.#random() * 6) }, () => {
      const [old] = [this.#pick(this.#sent)]
      if (old !== undefined && this.#random() < 0.25) return { ...(old as object), ...ids }
      const event = this.#event(ids)
      if (typeof event === 'object' && event !== null) this.#sent.push(event)
      return event
    })
  }

  pick<T>(list: readonly T[]): T {
    return this.#pick(list)!
  }

  #event(ids: object): unknown {
    const messageId = this.#pick([crypto.randomUUID(), crypto.randomUUID(), undefined, 'x'.repeat(200), 7])
    const event = { ...ids, type: 'track', event: 'Product Viewed', messageId }
    return this.#pick<unknown>([
      event,
      event,
      { ...event, type: 'identify', traits: { name: 'Ada' } },
      { ...event, properties: 'none' },
      { ...event, event: 'Prodct Viewed' },
      { ...event, properties: { text: 'x'.repeat(33_000) } },
      { ...event, event: 'Score Updated' },
      { ...event, context: { consent: { analytics: 'denied' } } },
      { ...event, anonymousId: undefined, userId: undefined },
      null,
      'not an event',
    ])
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#random() * list.length)]
  }
}

describe.each([
  ['in memory', false],
  ['evicted between calls', true],
])('objects %s', (_, evict) => {
  const client = new Client({ evict })

  beforeEach(async () => {
    const catalogue = { events: { 'Product Viewed': {}, 'Product Added': {}, 'Order Completed': {} } }
    await client.publish(aSite({ catalogue, undeclaredEvents: 'quarantine' }))
  })

  test.each([1, 2, 3, 4])(
    '[ING55] every event has one receipt in every answer, and profiles agree with what they answered: seed %i',
    async (seed) => {
      const sender = new Sender(seededRandom(seed))
      const books = new Books()
      const visitors = [aStream(), aStream()].map((stream) => ({ stream, id: '' }))
      const claimed = Array.from({ length: 2 }, () => crypto.randomUUID())

      for (let call = 0; call < 40; call += 1) {
        const visitor = sender.pick(visitors)
        const consent = { analytics: sender.pick(['granted', 'granted', 'denied']) }
        const headers = {
          'user-agent': sender.pick(['', '', 'Googlebot/2.1 (+http://www.google.com/bot.html)']),
        }
        const ofPage = sender.batch({})
        const { status, body } = await client.interact(
          { stream: visitor.stream, batch: ofPage, consent },
          headers,
        )
        expect(status).toBe(200)
        expect(body.receipts).toHaveLength(ofPage.length)
        visitor.id = body.anonymousId ?? visitor.id
        if (consent.analytics === 'granted' && headers['user-agent'] === '')
          books.enter(`visitor:${visitor.stream}`, body.receipts)

        const anonymousId = sender.pick(claimed)
        const batch = sender.batch({ anonymousId })
        const writeKey = sender.pick([WRITE_KEY, CONSENTED_KEY, CONSENTED_KEY])
        const answer = await client.post<{ receipts: readonly Receipt[] }>('/v1/batch', { writeKey, batch })
        expect(answer.status).toBe(200)
        expect(answer.body.receipts).toHaveLength(batch.length)
        books.enter(`claimed:${anonymousId}`, answer.body.receipts)

        if (call % 10 === 9) {
          const profile = `anonymous:${anonymousId}`
          await client.admin('POST', `${SITE}/quarantine/replay`, { profile })
        }
      }

      for (const [who, answered] of books) {
        const visitor = visitors.find(({ stream }) => who === `visitor:${stream}`)
        const ref = visitor ? `visitor:${visitor.id}` : `anonymous:${who.slice('claimed:'.length)}`
        const { status, body } = await client.profile(ref)
        expect(status).toBe(200)
        const { received, accepted, duplicate, quarantined, refused } = body.counts
        expect(accepted + duplicate + quarantined + refused).toBe(received)
        expect(accepted).toBe(body.events.length)
        expect(answered.retry).toBe(0)
        if (visitor) {
          expect({ accepted, duplicate, quarantined, rejected: refused, retry: 0 }).toEqual(answered)
        } else expect(accepted + quarantined).toBeLessThanOrEqual(answered.accepted + answered.quarantined)
      }
    },
    60_000,
  )
})
