import { describe, expect, test } from 'vitest'
import { orderOf, orderSlot } from '../../../shared/release/order-slot.ts'

const document = {
  id: 'shop',
  experiences: [
    { id: 'a', slot: 'hero' },
    { id: 'x', slot: 'nudge' },
    { id: 'b', slot: 'hero', name: 'B' },
    'not an experience',
    { id: 'c', slot: 'hero' },
  ],
}

describe('the order of a slot', () => {
  test('[CON96] changes, and nothing else does', () => {
    expect(orderOf(document, 'hero')).toEqual(['a', 'b', 'c'])
    expect(orderSlot(document, 'hero', ['c', 'b', 'a'])).toEqual({
      id: 'shop',
      experiences: [
        { id: 'c', slot: 'hero' },
        { id: 'x', slot: 'nudge' },
        { id: 'b', slot: 'hero', name: 'B' },
        'not an experience',
        { id: 'a', slot: 'hero' },
      ],
    })
    expect(orderSlot({}, 'hero', [])).toEqual({ experiences: [] })
  })

  test.each([[['a', 'b']], [['a', 'b', 'c', 'd']], [['a', 'a', 'b']], [['a', 'b', 'x']]])(
    '[CON96] is refused where it does not name each experience once: %j',
    (order) => {
      expect(orderSlot(document, 'hero', order)).toBeNull()
    },
  )
})
