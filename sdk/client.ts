import type { Receipt } from '../shared/event/receipt.ts'
import { currentPage } from './browser/current-page.ts'
import { consentToAll, updateConsent } from './consent.ts'
import { createDelivery } from './delivery.ts'
import { draftEvent, type Draft, type EventContent } from './draft-event.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'
import type { Edgewise } from './edgewise.ts'
import { createEmitter } from './emitter.ts'
import type { EventOptions } from './event-options.ts'
import { createIdentity, keepVisitorId } from './identity.ts'
import type { EdgewiseOptions } from './options.ts'
import { createQueue } from './queue.ts'
import { createVisitorView } from './visitor-view.ts'

/** How many events wait in memory for consent. */
const MAX_HELD = 1_000

/**
 * Starts Edgewise on this page.
 *
 * @example
 * const edgewise = createEdgewise({ key: 'ewk_shop_1', consent: 'granted', modules: [pageViews, domSlots] })
 * await edgewise.track('Product Added', { product_id: 'p1' })
 */
export function createEdgewise(options: EdgewiseOptions): Edgewise {
  const startedAt = performance.now()
  const endpoint = (options.endpoint ?? location.origin).replace(/\/$/, '')
  const name = `edgewise:${options.key}`

  let consent = updateConsent(consentToAll('unknown'), options.consent ?? {})
  let held: Draft[] = []
  let userId: string | undefined
  let interactedAt = startedAt
  let askedAt = startedAt
  let lost = 0
  let isLive = false
  let isDebugging = false
  let isReset = false
  let resetting: Promise<void> | undefined
  let markReady: () => void
  const isReady = new Promise<void>((resolve) => (markReady = resolve))

  const { on, off, emit, report } = createEmitter((name) =>
    name === 'state' ? view.state() : view.decision(name.split('slot:')[1]!),
  )
  const lose = (count: number): void => {
    lost += count
    report('lost', `${count} events dropped`)
  }
  const identity = createIdentity()
  const view = createVisitorView(emit)
  const queue = createQueue(name, lose)
  const mayKeep = (): boolean => consent.analytics === 'granted'

  const delivery = createDelivery({
    name,
    url: `${endpoint}/v1/interact`,
    queue,
    mayKeep,
    emit,
    report,
    compose: (batch) => {
      if (!batch.length && options.slots?.length === 0) return undefined
      askedAt = interactedAt
      return {
        writeKey: options.key,
        anonymousId: mayKeep() ? identity.visitorId() : undefined,
        // A first call that an earlier page did not finish is finished in its name: it makes the same visitor
        stream: batch[0]?.messageId.split('.')[1] ?? identity.stream(),
        sentAt: new Date().toISOString(),
        batch,
        slots: options.slots,
        page: currentPage(),
        consent,
        debug: isDebugging || undefined,
        reset: isReset || undefined,
      }
    },
    receive: (answer, isLast) => {
      // Consent may have been withdrawn meanwhile
      if (answer.version && !mayKeep()) return
      const { anonymousId } = answer
      if (anonymousId !== undefined && anonymousId !== identity.visitorId()) keepVisitorId(anonymousId)
      isReset = false
      if (isLast) view.learn(answer, 'interact', askedAt)
    },
  })
  const send = (): Promise<void> => delivery.send().then(markReady)

  const enqueue = async (draft: Draft): Promise<Receipt | undefined> => {
    const event: EdgewiseEvent = { ...draft, messageId: identity.nextMessageId() }
    emit('event', event)
    // Writing takes a few milliseconds, which gather what is said in one breath into one request
    await queue.add(event)
    await send()
    return delivery.takeReceipt(event.messageId)
  }

  const record = async (content: EventContent, given?: EventOptions): Promise<Receipt | undefined> => {
    if (consent.analytics === 'denied') return undefined
    const draft = draftEvent({ ...content, userId }, given)
    interactedAt = performance.now()
    if (resetting) await resetting
    if (mayKeep()) return enqueue(draft)
    if (held.length < MAX_HELD) held.push(draft)
    else lose(1)
    return undefined
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
      return record(contentOf(texts, body), given).catch((cause: unknown) =>
        report('call', String(cause), cause),
      )
    }

  /** Leaves nothing of the visitor in this browser. */
  const forget = (): Promise<unknown> => {
    held = []
    userId = undefined
    identity.renew()
    view.forget()
    emit('forgotten', undefined)
    return queue.erase()
  }

  const load = (url: string): Promise<unknown> =>
    import(/* @vite-ignore */ /* webpackIgnore: true */ url).catch((cause: unknown) =>
      report('chunk', url, cause),
    )

  const edgewise: Edgewise = {
    track: verb(([event], properties) => ({ type: 'track', event, properties })),
    page: verb((texts, properties) => {
      const name = texts.pop()
      const category = texts.pop()
      const { pathname: path, search } = location
      const all = { ...currentPage(), path, search, name, category, ...properties }
      return { type: 'page', name, category, properties: all }
    }),
    identify: verb(([id], traits) => {
      userId = id ?? userId
      return { type: 'identify', traits }
    }),
    reset: async () => {
      const renew = async (): Promise<void> => {
        await delivery.send()
        // What could not be sent is dropped rather than told of the next visitor
        if (queue.length()) lose(queue.length())
        await forget()
        isReset = true
        resetting = undefined
      }
      await (resetting ??= renew())
      await send()
    },
    slot: (slot) => ({
      get: () => view.decision(slot),
      subscribe: (callback) => on(`slot:${slot}`, callback),
    }),
    segments: () => view.state()?.segments ?? [],
    ready: async (callback) => {
      await isReady
      callback?.()
    },
    on,
    off,
    consent: (update) => {
      if (!update) return consent
      const could = mayKeep()
      consent = updateConsent(consent, update)
      emit('consent', consent)
      interactedAt = performance.now()
      if (consent.analytics === 'denied') void forget()
      if (mayKeep() && !could) {
        view.recall()
        for (const draft of held.splice(0)) void enqueue(draft)
      }
      void send()
      return consent
    },
    flush: send,
    status: () => ({
      consent,
      queued: queue.length() + held.length,
      lost,
      visitorId: mayKeep() ? identity.visitorId() : undefined,
      live: isLive,
      debug: isDebugging,
    }),
    debug: async (isOn = true) => {
      isDebugging = isOn
      emit('debug', isOn)
      if (!isOn) return
      await load(options.inspector ?? `${endpoint}/ew-inspector.js`)
      // Not before it listens
      await send()
    },
  }

  on('live', (isOpen) => {
    isLive = isOpen
  })
  for (const module of options.modules ?? []) {
    module({
      options,
      edgewise,
      endpoint,
      startedAt,
      on,
      emit,
      report,
      load,
      stream: identity.stream,
      receive: (state) => view.learn(state, 'live', performance.now()),
    })
  }
  // After the calls that the page makes in this task, which may say what the visitor allows
  queueMicrotask(() => {
    if (mayKeep()) view.recall()
    if (!queue.length()) void send()
  })
  return edgewise
}
