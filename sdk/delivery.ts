import type { Receipt } from '../shared/event/receipt.ts'
import type { InteractResponse } from '../shared/event/visitor-state.ts'
import { beacon } from './browser/beacon.ts'
import { exclusively } from './browser/exclusively.ts'
import { isAttended, onPresence } from './browser/on-presence.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'
import type { Emitter } from './emitter.ts'
import type { Queue } from './queue.ts'
import type { SentRequest } from './sent-request.ts'

const TIMEOUT_MS = 15_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 300_000

/** Gets events to the edge, each exactly once, and brings back what the visitor sees. */
export interface Delivery {
  /** Sends what is waiting and asks for content, however little is waiting. Resolves when that was tried. */
  readonly deliver: () => Promise<void>
  /** The receipt of an event of this page, once; undefined when it has none yet. */
  readonly takeReceipt: (messageId: string) => Receipt | undefined
}

/** What delivery works with. */
export interface DeliveryParts extends Pick<Emitter, 'emit' | 'report' | 'fail'> {
  /** Names the lock that the tabs of a site share. */
  readonly name: string
  readonly url: string
  readonly queue: Queue
  /** The body for these events; undefined when there is nothing to say or ask. */
  readonly compose: (batch: readonly EdgewiseEvent[]) => SentRequest | undefined
  /** Takes an answer; `isLast`: no other follows at once, so it tells what the visitor sees. */
  readonly receive: (answer: InteractResponse, isLast: boolean) => void
}

export function createDelivery(parts: DeliveryParts): Delivery {
  const { name, url, queue, compose, receive, emit, report, fail } = parts
  const receipts = new Map<string, Receipt>()
  /** What is on its way. */
  let flying: readonly EdgewiseEvent[] = []
  let running: Promise<void> | undefined
  let isWanted = false
  let failures = 0
  let notBefore = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** One request. True when all of it is settled: nothing need be said again. */
  const post = async (batch: readonly EdgewiseEvent[], isLast: boolean): Promise<boolean> => {
    const request = compose(batch)
    if (!request) return true
    flying = batch
    const startedAt = performance.now()
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(request),
      // The visitor may go on to the next page meanwhile
      keepalive: true,
      // Safari has it since 16
      signal: AbortSignal.timeout?.(TIMEOUT_MS),
    })
    if (!response.ok) {
      notBefore = Date.now() + Number(response.headers.get('retry-after')) * 1_000
      report('http', `${response.status} ${await response.text()}`)
      return false
    }
    // `as`: the edge's contract; where a hotel's network answers in its name, the next line throws
    const answer = (await response.json()) as InteractResponse
    const done = answer.receipts.filter((receipt) => {
      receipts.set(receipt.messageId, receipt)
      const isFinal = receipt.status !== 'retry'
      if (isFinal && receipt.reason) {
        report('receipt', `${receipt.messageId} ${receipt.status}: ${receipt.reason}`)
      }
      return isFinal
    })
    emit('sent', { request, response: answer, ms: performance.now() - startedAt })
    receive(answer, isLast)
    if (done.length) await queue.settle(done)
    return done.length === batch.length && answer.anonymousId !== null
  }

  const drain = async (): Promise<void> => {
    while (isWanted && Date.now() >= notBefore) {
      const [batch, hasMore] = await queue.take()
      // Not earlier: who asked while the queue was read has their event in this batch
      isWanted = false
      const isSettled = await post(batch, !hasMore).catch(fail('network'))
      flying = []
      if (!isSettled) {
        // Tries again later, with full jitter; where nobody is there to see it, once they are back
        isWanted = true
        const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++)
        clearTimeout(timer)
        if (isAttended())
          timer = setTimeout(send, Math.max(0, notBefore - Date.now()) + Math.random() * longest)
        break
      }
      failures = 0
      isWanted ||= hasMore
    }
    // Not after the lock was given back: what is said in between would wait for somebody else to speak
    running = undefined
  }

  const send = (): Promise<void> => {
    isWanted = true
    running ??= exclusively(name, drain)
    return running
  }

  onPresence(
    () => isWanted && void send(),
    () => {
      const batch = Date.now() < notBefore ? [] : queue.owed(flying)
      if (batch.length) beacon(url, JSON.stringify(compose(batch)))
    },
  )

  return {
    deliver: send,
    takeReceipt: (messageId) => {
      const receipt = receipts.get(messageId)
      receipts.delete(messageId)
      return receipt
    },
  }
}
