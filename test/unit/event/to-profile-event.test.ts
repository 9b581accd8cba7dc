import { describe, expect, test } from 'vitest'
import { toProfileEvent, type Arrival, type WireEvent } from '../../../shared/event/index.ts'

const RECEIVED_AT = Date.parse('2026-03-01T12:00:00.000Z')
const arrival = (sentAt: string | null): Arrival => ({
  receivedAt: RECEIVED_AT,
  sentAt,
  channel: 'web',
  createId: () => 'made-here',
})
const event = (more: Partial<WireEvent>): WireEvent => ({ type: 'track', event: 'Product Viewed', ...more })

describe('the time of an event', () => {
  test('[ING10] is corrected for a clock that is an hour slow', () => {
    const { at } = toProfileEvent(
      event({ timestamp: '2026-03-01T10:59:30.000Z' }),
      arrival('2026-03-01T11:00:00.000Z'),
    )
    expect(at).toBe(RECEIVED_AT - 30_000)
  })

  test('[ING10] prefers the original timestamp', () => {
    const times = { timestamp: '2020-01-01T00:00:00Z', originalTimestamp: '2026-03-01T11:59:00Z' }
    expect(toProfileEvent(event(times), arrival('2026-03-01T12:00:00Z')).at).toBe(RECEIVED_AT - 60_000)
  })

  test('[ING10] is its receipt when it says nothing, or the future', () => {
    expect(toProfileEvent(event({}), arrival(null)).at).toBe(RECEIVED_AT)
    expect(toProfileEvent(event({ timestamp: '2026-03-02T00:00:00Z' }), arrival(null)).at).toBe(RECEIVED_AT)
    const ahead = toProfileEvent(
      event({ timestamp: '2026-03-01T13:00:01Z' }),
      arrival('2026-03-01T13:00:00Z'),
    )
    expect(ahead.at).toBe(RECEIVED_AT)
  })

  test('[ING10] stands as it is when the client does not say when it sent', () => {
    const { at } = toProfileEvent(event({ timestamp: '2026-02-01T00:00:00Z' }), arrival(null))
    expect(at).toBe(Date.parse('2026-02-01T00:00:00Z'))
  })

  test.each(['yesterday', 1e308, -1e308, Infinity, -Infinity])(
    '[ING23] stands as it is when the client sent at no date: %s',
    (sentAt) => {
      const { at } = toProfileEvent(event({ timestamp: '2026-02-01T00:00:00Z' }), {
        ...arrival(null),
        sentAt,
      })
      expect(at).toBe(Date.parse('2026-02-01T00:00:00Z'))
    },
  )

  test('[ING23] is never before 1970, and always a whole number', () => {
    const long = event({ timestamp: '-271821-04-20T00:00:00Z' })
    expect(toProfileEvent(long, arrival('+275760-09-13T00:00:00.000Z')).at).toBe(0)
    expect(toProfileEvent(event({ timestamp: 1.5 }), arrival(null)).at).toBe(1)
  })
})

describe('an event as its profile keeps it', () => {
  test.each([
    [event({ event: 'Order Completed' }), 'Order Completed'],
    [event({ type: 'page', name: 'Home' }), 'Page Viewed'],
    [event({ type: 'screen' }), 'Screen Viewed'],
    [event({ type: 'identify' }), ''],
  ])('[ING1] has the name that rules match: %o', (wire, name) => {
    expect(toProfileEvent(wire, arrival(null)).name).toBe(name)
  })

  test('[ING11] carries the sequence of its stream', () => {
    const { id, sequence } = toProfileEvent(event({ messageId: 'ew1.aaaaaaaaaaaaaaaa.7' }), arrival(null))
    expect({ id, sequence }).toEqual({ id: 'ew1.aaaaaaaaaaaaaaaa.7', sequence: 7 })
    expect(toProfileEvent(event({}), arrival(null))).not.toHaveProperty('sequence')
    expect(toProfileEvent(event({}), arrival(null)).id).toBe('made-here')
  })

  test('[ING1] keeps a page call’s name among its properties', () => {
    const wire = event({ type: 'page', name: 'Cart', properties: { path: '/cart' } })
    expect(toProfileEvent(wire, arrival(null)).properties).toEqual({ path: '/cart', name: 'Cart' })
  })
})
