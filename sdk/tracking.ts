import type { InteractResponse } from '../shared/event/visitor-state.ts'
import type { Receipt } from '../shared/event/receipt.ts'
import { currentPage } from './browser/current-page.ts'
import { consentToAll, updateConsent } from './consent.ts'
import { createDelivery } from './delivery.ts'
import { draftEvent, type EventContent } from './draft-event.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'
import { createEmitter, type Emitter } from './emitter.ts'
import { endpointOf } from './endpoint-of.ts'
import type { EventOptions } from './event-options.ts'
import { createQueue } from './queue.ts'
import { keepSignedId, readSignedId } from './signed-id.ts'
import type { SentRequest } from './sent-request.ts'
import { createStream, nextMessageId } from './stream.ts'
import type { Tracker } from './tracker.ts'
import type { TrackerOptions } from './tracker-options.ts'

/** What requests are made for beside telling events. */
export interface Content {
  /** What a request asks for. */
  readonly ask: () => Pick<SentRequest, 'slots' | 'debug'>
  /** Takes an answer over. `causedAt`: `performance.now()` of the newest interaction that it takes into account. */
  readonly learn: (answer: InteractResponse, causedAt: number) => void
}

/** A tracker, and what is built on it. */
export interface Tracking extends Emitter {
  readonly tracker: Tracker
}

/** Starts telling the edge what happens on this page, and asking it for content. */
export function startTracking(options: TrackerOptions, content: Content): Tracking {
  const name = `edgewise:${options.key}`

  let consent = updateConsent(consentToAll('unknown'), options.consent ?? {})
  let userId: string | undefined
  let interactedAt = performance.now()
  let askedAt = interactedAt
  let lost = 0
  let isReset: true | undefined
  let resetting: Promise<unknown> | undefined
  let markReady: () => void
  const isReady = new Promise<void>((resolve) => (markReady = resolve))

  const emitter = createEmitter()
  const { emit, report, fail } = emitter
  const lose = (count: number): void => {
    lost += count
    if (count) report('lost', `${count} events dropped`)
  }
  let stream = createStream()
  const mayKeep = (): boolean => consent.analytics === 'granted'
  const queue = createQueue(name, mayKeep, lose)

  const delivery = createDelivery({
    name,
    url: `${endpointOf(options)}/v1/interact`,
    queue,
    ...emitter,
    compose: (batch) => {
      const asked = content.ask()
      if (!batch.length && asked.slots?.length === 0 && consent.analytics !== 'denied') return undefined
      askedAt = interactedAt
      return {
        writeKey: options.key,
        // Where it is denied, it says whom the edge is to erase
        anonymousId: consent.analytics === 'unknown' ? undefined : readSignedId(),
        // A first call that an earlier page did not finish is finished in its name: it makes the same visitor
        stream: batch[0]?.seed ?? stream.seed,
        sentAt: new Date().toISOString(),
        batch: batch.map((event) => ({ ...event, seed: undefined })),
        ...asked,
        page: currentPage(),
        consent,
        reset: isReset,
      }
    },
    receive: (answer, isLast) => {
      const { anonymousId } = answer
      if (anonymousId !== undefined) keepSignedId(anonymousId)
      // Consent may have been withdrawn meanwhile
      if (answer.version && !mayKeep()) return
      isReset = undefined
      if (isLast) content.learn(answer, askedAt)
    },
  })
  const send = (): Promise<void> => delivery.deliver().then(markReady)

  const record = async (content: EventContent, given?: EventOptions): Promise<Receipt | undefined> => {
    if (consent.analytics === 'denied') return undefined
    const draft = draftEvent({ userId, ...content }, given)
    if (resetting) await resetting
    const event: EdgewiseEvent = { ...draft, messageId: nextMessageId(stream) }
    emit('event', event)
    // After those who heard of it have looked at the clock: its answer is to be no older than what they know
    interactedAt = performance.now()
    // Writing takes a few milliseconds, which gather what is said in one breath into one request
    await queue.enqueue({ ...event, seed: stream.seed })
    if (mayKeep()) await send()
    return delivery.takeReceipt(event.messageId)
  }

  /**
   * A verb of Segment's. Leading arguments may be left out (`page({ season: 'winter' })`, `identify({ firstName: 'Ada' })`):
   * which one is meant follows from what is a text and what an object.
   */
  const verb =
    (contentOf: (texts: string[], body: object | undefined) => EventContent) =>
    (...args: unknown[]): Promise<Receipt | undefined> => {
      const texts = args.filter((arg) => typeof arg === 'string')
      const [body, given] = args.filter((arg) => typeof arg === 'object' && arg !== null)
      return record(contentOf(texts, body), given).catch(fail('call'))
    }

  /** Leaves nothing of the visitor in this browser. */
  const forget = (): Promise<unknown> => {
    userId = undefined
    stream = createStream()
    emit('forgotten', undefined)
    return queue.erase()
  }

  const tracker: Tracker = {
    on: emitter.on,
    off: emitter.off,
    track: verb(([event], properties) => ({ type: 'track', event, properties })),
    page: verb((texts, given) => {
      const names = { name: texts.pop(), category: texts.pop() }
      return {
        type: 'page',
        ...names,
        properties: {
          ...currentPage(),
          path: location.pathname,
          search: location.search,
          ...names,
          ...given,
        },
      }
    }),
    screen: verb((texts, properties) => ({
      type: 'screen',
      name: texts.pop(),
      category: texts.pop(),
      properties,
    })),
    group: verb(([groupId], traits) => ({ type: 'group', groupId, traits })),
    alias: verb(([to, previousId]) => ({ type: 'alias', userId: to, previousId })),
    identify: verb(([id], traits) => {
      userId = id ?? userId
      return { type: 'identify', traits }
    }),
    reset: async () => {
      await (resetting ??= delivery.deliver().then(() => {
        // What could not be sent is dropped rather than told of the next visitor
        lose(queue.waiting())
        keepSignedId(null)
        isReset = true
        resetting = undefined
        return forget()
      }))
      await send()
    },
    ready: async (callback) => {
      await isReady
      callback?.()
    },
    consent: (update) => {
      if (!update) return consent
      consent = updateConsent(consent, update)
      emit('consent', consent)
      if (consent.analytics === 'denied') void forget()
      if (mayKeep()) queue.keep()
      void tracker.flush()
      return consent
    },
    flush: () => {
      interactedAt = performance.now()
      return send()
    },
    status: () => ({
      consent,
      queued: queue.waiting(),
      lost,
      visitorId: readSignedId(),
    }),
  }
  // After the calls that the page makes in this task, which may say what the visitor allows
  queueMicrotask(() => {
    if (!mayKeep() || !queue.waiting()) void send()
  })
  return { ...emitter, tracker }
}
