import { randomUUID } from 'node:crypto'
import type { InteractResponse, Receipt } from '../../shared/event/index.ts'
import type { Server } from '../support/server.ts'

/** Sends events of one visitor; what was not acknowledged is sent again, under the same ids. */
export interface Client {
  /** Resolves when everything pending is acknowledged; rejects when the connection breaks. */
  send(count: number): Promise<void>
  /** How the admin API names the visitor. */
  readonly ref: string
  readonly acknowledged: ReadonlySet<string>
}

interface WireEvent {
  readonly type: 'track'
  readonly messageId: string
  readonly event: string
  readonly timestamp: string
  readonly userId?: string
}

/** A page: signed id, message ids of its stream, `POST /v1/interact`. */
export function createPageClient(server: Server, stream: string): Client {
  let sequence = 0
  let visitor: string | null = null
  const { send, acknowledged } = createSender(
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
    send,
    acknowledged,
    get ref() {
      if (visitor === null) throw new Error('The visitor has no id before the first answer')
      return `visitor:${visitor}`
    },
  }
}

/** A customer's server: server key, message ids of its own, `POST /v1/batch`. */
export function createServerClient(server: Server, userId: string): Client {
  const { send, acknowledged } = createSender(
    () => ({ messageId: randomUUID(), userId }),
    async (batch) => {
      const authorization = `Basic ${Buffer.from(`${server.serverKey}:`).toString('base64')}`
      const sentAt = new Date().toISOString()
      const response = await post(`${server.url}/v1/batch`, { authorization }, { batch, sentAt })
      // the edge's own answer
      return (response as { receipts: readonly Receipt[] }).receipts
    },
  )
  return { ref: `user:${userId}`, send, acknowledged }
}

function createSender(
  identify: () => Pick<WireEvent, 'messageId' | 'userId'>,
  deliver: (batch: readonly WireEvent[]) => Promise<readonly Receipt[]>,
): Pick<Client, 'send' | 'acknowledged'> {
  const pending = new Map<string, WireEvent>()
  const acknowledged = new Set<string>()
  return {
    acknowledged,
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
        if (status !== 'accepted' && status !== 'duplicate') {
          throw new Error(`${messageId} was answered ${status}: ${reason ?? ''}`)
        }
        pending.delete(messageId)
        acknowledged.add(messageId)
      }
      if (pending.size > 0) throw new Error(`No receipt for ${[...pending.keys()].join(', ')}`)
    },
  }
}

/** A connection that broke, as opposed to an answer that is wrong. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

async function post(url: string, headers: Record<string, string>, body: unknown): Promise<unknown> {
  let status: number
  let text: string
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    status = response.status
    text = await response.text()
  } catch (cause) {
    throw new ConnectionLost(url, { cause })
  }
  if (status !== 200) throw new Error(`${url} answered ${status}: ${text}`)
  return JSON.parse(text)
}
