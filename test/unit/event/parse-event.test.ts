import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../../shared/event/index.ts'
import { utf8Length } from '../../../shared/event/utf8-length.ts'

describe('an event of a request', () => {
  test.each([
    [{ type: 'track', event: 'Product Added', properties: { price: 12 } }],
    [{ type: 'identify', userId: 'u1', traits: { first_name: 'Ada' } }],
    [{ type: 'page', name: null, timestamp: 1_767_225_600_000 }],
    [{ type: 'track', event: 'x', anything: 'else', integrations: {} }],
  ])('[ING1] passes: %o', (raw) => {
    expect(parseEvent(raw, true).ok).toBe(true)
  })

  test.each([
    [{ type: 'trak', event: 'x' }, /^invalid: type is "trak"; expected .*"track"/],
    [{ type: 'track' }, /^invalid: a track call has no event/],
    [{ type: 'track', event: 'x', properties: 'red' }, /^invalid: properties is "red"/],
    [
      { type: 'track', event: 'x', timestamp: 'yesterday' },
      /^invalid: timestamp is "yesterday"; expected an ISO 8601/,
    ],
    ['Product Added', /^invalid: the event is "Product Added"/],
    [null, /^invalid: the event is null/],
  ])('[ING2] is set aside with the place and what would be right: %o', (raw, reason) => {
    expect(parseEvent(raw, true)).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  })

  test.each([Infinity, -Infinity, 8.64e15 + 1, '+275761-01-01T00:00:00Z'])(
    '[ING23] is set aside when it happened at no date: %s',
    (timestamp) => {
      expect(parseEvent({ type: 'track', event: 'x', timestamp }, false)).toMatchObject({ ok: false })
    },
  )

  test('[ING2] is set aside with a reason of one line, whatever is wrong with it', () => {
    for (const raw of [{ type: 'x'.repeat(9_000) }, { type: 'page', timestamp: 'x'.repeat(9_000) }]) {
      const parsed = parseEvent(raw, false)
      expect(parsed.ok ? '' : parsed.reason).toMatch(/^invalid: .{20,300}$/)
    }
  })

  test('[ING6] over 32 KB is set aside, measured in bytes', () => {
    const umlauts = { type: 'track', event: 'x', properties: { text: 'ü'.repeat(16_400) } }
    expect(parseEvent(umlauts, true)).toEqual({
      ok: false,
      reason: expect.stringMatching(/^too-large: .* 32768/),
    })
    const ascii = { type: 'track', event: 'x', properties: { text: 'u'.repeat(16_400) } }
    expect(parseEvent(ascii, true).ok).toBe(true)
  })

  test.each(['', 'abc', 'grün', '€', '🏔️ hike', 'a\ud800b'])('[ING6] %j is as long as its UTF-8', (text) => {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text))
  })
})
