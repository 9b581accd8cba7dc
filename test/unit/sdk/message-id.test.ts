import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import type { SentRequest } from '../../../sdk/sent-request.ts'
import { createStream, nextMessageId } from '../../../sdk/stream.ts'
import { InteractRequest, parseEvent, parseMessageId } from '../../../shared/event/index.ts'

describe('what the SDK sends', () => {
  test('[SDK36] message ids are those of a stream, from 1 on', () => {
    const stream = createStream()
    const ids = [nextMessageId(stream), nextMessageId(stream)].map(parseMessageId)
    expect(ids).toEqual([
      { stream: stream.seed.slice(0, 24), sequence: 1 },
      { stream: stream.seed.slice(0, 24), sequence: 2 },
    ])
    const other = createStream()
    expect(other.seed).not.toBe(stream.seed)
    expect(parseMessageId(nextMessageId(other))).toEqual({ stream: other.seed.slice(0, 24), sequence: 1 })
  })

  test('[ING76] message ids have only the beginning of what an id is made from: nobody makes the rest up', () => {
    const { seed } = createStream()
    const { stream: name } = parseMessageId(nextMessageId({ seed, sequence: 0 }))!
    expect(seed).toMatch(/^\w{40,64}$/)
    expect(seed.startsWith(name)).toBe(true)
    expect(seed.length - name.length).toBeGreaterThanOrEqual(16)
  })

  test('[SDK36] streams of later page loads sort later, which keeps the queue in order', async () => {
    const earlier = nextMessageId(createStream())
    const now = Date.now()
    while (Date.now() === now) await Promise.resolve()
    expect(earlier < nextMessageId(createStream())).toBe(true)
  })

  test('[SDK36] a request of the SDK is one for the edge', () => {
    const stream = createStream()
    const request: SentRequest = {
      writeKey: 'ewk_shop_1',
      anonymousId: undefined,
      stream: stream.seed,
      sentAt: new Date().toISOString(),
      batch: [
        {
          type: 'track',
          event: 'Product Added',
          messageId: nextMessageId(stream),
          timestamp: new Date().toISOString(),
          context: { page: { url: 'https://shop.example/', referrer: '', title: 'Shop' } },
        },
      ],
      slots: ['hero'],
      page: { url: 'https://shop.example/', referrer: '', title: 'Shop' },
      consent: { analytics: 'granted', personalization: 'granted', advertising: 'denied' },
      debug: true,
      reset: undefined,
    }
    const sent: unknown = JSON.parse(JSON.stringify(request))
    // Nothing that the edge would leave out: the schema drops what it does not know
    const taken = v.parse(InteractRequest, sent)
    expect(taken).toEqual(sent)
    expect(taken.batch.map((event) => parseEvent(event, true).ok)).toEqual([true])
  })
})
