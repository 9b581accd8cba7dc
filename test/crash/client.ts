import { randomUUID } from 'node:crypto'
import type { InteractResponse, Receipt } from '../../shared/event/index.ts'
import type { Server } from '../support/server.ts'
import { ConnectionLost, type Post } from './post.ts'

/** Sends events of one visitor; what was not acknowledged is sent again, under the same ids. */
export interface Client {
  /** Resolves when everything pending is acknowledged; rejects when the connection breaks. */
  send(count: number): Promise<void>
  /** How the admin API names the visitor. */
  readonly ref: string
  readonly acknowledged: ReadonlySet<string>
  /** How many events were committed by a call whose answer never came, and refused when sent again. */
  readonly absorbed: number
}

interface WireEvent {
  readonly type: 'track'
  readonly messageId: string
  readonly event: string
  readonly timestamp: string
  readonly userId?: string
}

/** A page: signed id, message ids of its stream, `POST /v1/interact`. */
export function createPageClient(server: Server, stream: string, post: Post): Client {
  let sequence = 0
  let visitor: string | null = null
  const sender = createSender(
    () => ({ messageId: `ew1.${stream}.${(sequence += 1)}` }),
    async (batch) => {
      const response = await post(
        `${server.url}/v1/interact`,
        {},
        {
          writeKey: server.writeKey,
          anonymousId: visitor,
          stream,
          sentAt: new Date().toISOString(),
          batch,
          slots: [],
          consent: { analytics: 'granted', personalization: 'granted' },
        },
      )
      // the edge's own answer
      const { receipts, anonymousId } = response as InteractResponse
      visitor = anonymousId ?? visitor
      return receipts
    },
  )
  return {
    send: sender.send,
    acknowledged: sender.acknowledged,
    get absorbed() {
      return sender.absorbed
    },
    get ref() {
      if (visitor === null) throw new Error('The visitor has no id before the first answer')
      return `visitor:${visitor}`
    },
  }
}

/** A customer's server: server key, message ids of its own, `POST /v1/batch`. */
export function createServerClient(server: Server, userId: string, post: Post): Client {
  const sender = createSender(
    () => ({ messageId: randomUUID(), userId }),
    async (batch) => {
      const authorization = `Basic ${Buffer.from(`${server.serverKey}:`).toString('base64')}`
      const sentAt = new Date().toISOString()
      const response = await post(`${server.url}/v1/batch`, { authorization }, { batch, sentAt })
      // the edge's own answer
      return (response as { receipts: readonly Receipt[] }).receipts
    },
  )
  return {
    ref: `user:${userId}`,
    send: sender.send,
    acknowledged: sender.acknowledged,
    get absorbed() {
      return sender.absorbed
    },
  }
}

function createSender(
  identify: () => Pick<WireEvent, 'messageId' | 'userId'>,
  deliver: (batch: readonly WireEvent[]) => Promise<readonly Receipt[]>,
): Omit<Client, 'ref'> {
  const pending = new Map<string, WireEvent>()
  const acknowledged = new Set<string>()
  let absorbed = 0
  return {
    acknowledged,
    get absorbed() {
      return absorbed
    },
    send: async (count) => {
      while (pending.size < count) {
        const event: WireEvent = {
          type: 'track',
          event: 'Product Viewed',
          timestamp: new Date().toISOString(),
          ...identify(),
        }
        pending.set(event.messageId, event)
      }
      for (const { messageId, status, reason } of await deliver([...pending.values()])) {
        // A profile that was too slow for its page's budget is as good as an answer that was lost
        if (status === 'retry') throw new ConnectionLost(reason)
        if (status !== 'accepted' && status !== 'duplicate') {
          throw new Error(`${messageId} was answered ${status}: ${reason ?? ''}`)
        }
        if (status === 'duplicate') absorbed += 1
        pending.delete(messageId)
        acknowledged.add(messageId)
      }
      if (pending.size > 0) throw new Error(`No receipt for ${[...pending.keys()].join(', ')}`)
    },
  }
}
