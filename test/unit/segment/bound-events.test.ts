import { describe, expect, test } from 'vitest'
import {
  compilePlan,
  type Condition,
  describeCondition,
  type Step,
  validateSegments,
  type Where,
} from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, MINUTE, segmentOf } from './visitor.ts'

const sku = 'properties.sku'
const same: Where = { [sku]: { $ref: 'view.properties.sku' } }
const sequence = (...steps: Step[]): Condition => ({ kind: 'sequence', steps, completedIn: 'P30D' })
const viewed = { event: 'Product Viewed', as: 'view' }
const bought = { event: 'Order Completed' }

describe('a reference to an event of a sequence', () => {
  test('[SEG81] asks later steps for the values of that event, whatever else was begun', () => {
    const visitor = createVisitor(segmentOf(sequence(viewed, { ...bought, where: same })))
    visitor.track(0, 'Product Viewed', { sku: 'a' })
    visitor.track(1, 'Product Viewed', { sku: 'b' })
    visitor.track(2, 'Order Completed', { sku: 'c' })
    expect(visitor.isIn(2)).toBe(false)
    visitor.track(3, 'Order Completed', { sku: 'a' })
    expect(visitor.isIn(3)).toBe(true)
  })

  test('[SEG81] keeps one choice for equal values, the newest', () => {
    const within = { ...bought, where: same, within: 'PT1H' }
    const visitor = createVisitor(segmentOf(sequence(viewed, within)))
    for (const at of [0, HOUR, 2 * HOUR]) visitor.track(at, 'Product Viewed', { sku: 'a' })
    expect(JSON.stringify(visitor.state.leaves).match(/"a"/g)).toHaveLength(1)
    visitor.track(3 * HOUR, 'Order Completed', { sku: 'a' })
    expect(visitor.isIn(3 * HOUR)).toBe(true)
  })

  test('[SEG81] asks what must not come between for them too', () => {
    const removed = { event: 'Product Removed', where: same }
    const visitor = createVisitor(segmentOf(sequence(viewed, { ...bought, noneBetween: removed })))
    visitor.track(0, 'Product Viewed', { sku: 'a' })
    visitor.track(1, 'Product Removed', { sku: 'a' })
    visitor.track(2, 'Order Completed')
    expect(visitor.isIn(2)).toBe(false)
    visitor.track(3, 'Product Viewed', { sku: 'a' })
    visitor.track(4, 'Product Removed', { sku: 'b' })
    visitor.track(5, 'Order Completed')
    expect(visitor.isIn(5)).toBe(true)
  })

  test('[SEG80] compares, and nothing fits where a value is missing', () => {
    const price = 'properties.price'
    const cheaper: Where = { [price]: { $lt: { $ref: 'view.properties.price' } } }
    const after = (first: object, second: object, where: Where) => {
      const visitor = createVisitor(segmentOf(sequence(viewed, { ...bought, where })))
      visitor.track(0, 'Product Viewed', { ...first })
      visitor.track(1, 'Order Completed', { ...second })
      return visitor.isIn(1)
    }
    expect(after({ price: 20 }, { price: 19 }, cheaper)).toBe(true)
    expect(after({ price: 20 }, { price: 20 }, cheaper)).toBe(false)
    expect(after({ price: 20 }, {}, cheaper)).toBe(false)
    expect(after({}, { price: 20 }, cheaper)).toBe(false)
    const other: Where = { [price]: { $ne: { $ref: 'view.properties.price' } } }
    expect(after({ price: 20 }, { price: 19 }, other)).toBe(true)
    expect(after({ price: 20 }, {}, other)).toBe(false)
    expect(after({ price: [20] }, { price: [20] }, { [price]: { $ref: 'view.properties.price' } })).toBe(
      false,
    )
    expect(after({}, { price: 1 }, { $not: cheaper })).toBe(false)
    expect(after({ price: 20 }, {}, { $not: cheaper })).toBe(true)
  })

  test('[SEG80] means the same under any name: such rules share a leaf', () => {
    const named = (as: string) =>
      sequence({ event: 'A', as }, { event: 'B', where: { [sku]: { $ref: `${as}.properties.sku` } } })
    const plan = compilePlan(
      [segmentOf(named('view'), { id: 'one' }), segmentOf(named('seen'), { id: 'other' })],
      { timezone: 'UTC' },
    )
    expect(plan.nodeOfHash.size).toBe(1)
  })
})

describe('a reference to the beginning of an absence', () => {
  const abandoned: Condition = {
    kind: 'absence',
    after: { event: 'Product Added', as: 'added' },
    none: { event: 'Order Completed', where: { 'properties.cart': { $ref: 'added.properties.cart_id' } } },
    within: 'PT30M',
    activeFor: 'P1D',
    clearedBy: { event: 'Cart Emptied', where: { 'properties.cart': { $ref: 'added.properties.cart_id' } } },
  }

  test('[SEG82] gives each of its values a clock of its own', () => {
    const visitor = createVisitor(segmentOf(abandoned))
    visitor.track(0, 'Product Added', { cart_id: 1 })
    visitor.track(MINUTE, 'Product Added', { cart_id: 2 })
    visitor.track(2 * MINUTE, 'Order Completed', { cart: 1 })
    expect(visitor.isIn(30 * MINUTE)).toBe(false)
    expect(visitor.isIn(31 * MINUTE)).toBe(true)
    visitor.track(HOUR, 'Cart Emptied', { cart: 1 })
    expect(visitor.isIn(HOUR)).toBe(true)
    visitor.track(2 * HOUR, 'Cart Emptied', { cart: 2 })
    expect(visitor.isIn(2 * HOUR)).toBe(false)
  })

  test('[SEG82] passes over what has no such value, and hears of late answers', () => {
    const visitor = createVisitor(segmentOf(abandoned))
    visitor.track(0, 'Product Added')
    expect(visitor.isIn(HOUR)).toBe(false)
    visitor.track(HOUR, 'Product Added', { cart_id: 1 })
    expect(visitor.isIn(2 * HOUR)).toBe(true)
    visitor.track(HOUR + MINUTE, 'Order Completed', { cart: 2 })
    expect(visitor.isIn(2 * HOUR)).toBe(true)
    visitor.track(HOUR + MINUTE, 'Order Completed', { cart: 1 })
    expect(visitor.isIn(2 * HOUR)).toBe(false)
  })
})

describe('a reference to the moment of an event', () => {
  const knewIt: Condition = {
    kind: 'asOf',
    anchor: { event: 'Order Completed', as: 'order' },
    holds: {
      kind: 'event',
      event: 'Product Viewed',
      where: { [sku]: { $ref: 'order.properties.sku' } },
      window: 'P7D',
      op: { gte: 2 },
    },
    window: 'P30D',
  }

  test('[SEG83] asks what was true of its values just before it', () => {
    const visitor = createVisitor(segmentOf(knewIt))
    for (const [at, one] of [
      [0, 'a'],
      [DAY, 'b'],
      [2 * DAY, 'a'],
    ] as const)
      visitor.track(at, 'Product Viewed', { sku: one })
    visitor.track(3 * DAY, 'Order Completed', { sku: 'b' })
    expect(visitor.isIn(3 * DAY)).toBe(false)
    visitor.track(4 * DAY, 'Order Completed', { sku: 'a' })
    expect(visitor.wait(99 * DAY).map(({ at }) => at)).toEqual([34 * DAY])
  })

  test('[SEG83] is put right by events that come late', () => {
    const visitor = createVisitor(segmentOf(knewIt))
    visitor.track(DAY, 'Product Viewed', { sku: 'b' })
    visitor.track(3 * DAY, 'Order Completed', { sku: 'b' })
    expect(visitor.isIn(3 * DAY)).toBe(false)
    expect(visitor.track(2 * DAY, 'Product Viewed', { sku: 'b' })).toEqual([
      { segment: 'it', type: 'entered', at: 3 * DAY, reason: 'late' },
    ])
  })

  test('[SEG83] reaches into what holds, however deep it stands', () => {
    const visitor = createVisitor(
      segmentOf({
        kind: 'asOf',
        anchor: { event: 'Order Completed', as: 'order' },
        holds: {
          not: {
            kind: 'asOf',
            anchor: {
              event: 'Product Added',
              where: { [sku]: { $ref: 'order.properties.sku' } },
              as: 'added',
            },
            holds: {
              kind: 'event',
              event: 'Product Viewed',
              where: {
                [sku]: { $ref: 'added.properties.sku' },
                'properties.shop': { $ref: 'order.properties.shop' },
              },
              window: 'ever',
            },
            window: 'ever',
          },
        },
        window: 'ever',
      }),
    )
    visitor.track(0, 'Product Viewed', { sku: 'a', shop: 1 })
    visitor.track(1, 'Product Added', { sku: 'a' })
    visitor.track(2, 'Order Completed', { sku: 'a', shop: 1 })
    expect(visitor.isIn(2)).toBe(false)
    visitor.track(3, 'Order Completed', { sku: 'a', shop: 2 })
    expect(visitor.isIn(3)).toBe(true)
  })

  test('[SEG20] is explained', () => {
    const visitor = createVisitor(segmentOf(knewIt))
    for (const at of [0, 1]) visitor.track(at, 'Product Viewed', { sku: 'a' })
    visitor.track(2, 'Order Completed', { sku: 'a' })
    expect(visitor.explain(3)).toMatchObject({
      member: true,
      when: { truth: 'true', seen: ['2026-11-01T00:00:00.002Z'] },
    })
  })
})

describe('a reference in words', () => {
  test('[SEG21] says what is the same', () => {
    expect(describeCondition(sequence(viewed, { ...bought, where: same }))).toBe(
      'did “Product Viewed”, then “Order Completed” (where sku is the same), the last of it in the last 30 days',
    )
  })

  test('[SEG21] says of which event a value is, where that is not plain', () => {
    const where: Where = {
      'properties.total': { $gt: { $ref: 'cart.properties.value' } },
      [sku]: { $ref: 'view.properties.sku' },
    }
    expect(
      describeCondition(sequence(viewed, { event: 'Cart Viewed', as: 'cart' }, { ...bought, where })),
    ).toContain(
      '“Order Completed” (where total is over the value of that “Cart Viewed” and sku is the sku of that “Product Viewed”)',
    )
  })
})

describe('a reference that cannot be', () => {
  const issuesOf = (condition: Condition) =>
    validateSegments([segmentOf(condition)]).map(({ pointer, found, expected }) => [
      pointer.replace('/segments/0/when', ''),
      found,
      expected,
    ])
  const contains = (text: string) => expect.stringContaining(text) as string
  const later = (where: Where) => sequence(viewed, { ...bought, where })

  const wrong: [string, Condition, string, string, string][] = [
    [
      'a name nobody has',
      later({ [sku]: { $ref: 'veiw.properties.sku' } }),
      `/steps/1/where/${sku}/$ref`,
      '"veiw.properties.sku"',
      'did you mean "view"?',
    ],
    [
      'a path from nowhere',
      later({ [sku]: { $eq: { $ref: 'view.sku' } } }),
      `/steps/1/where/${sku}/$eq/$ref`,
      '"view.sku"',
      'after "view." a path from',
    ],
    [
      'no text',
      later({ [sku]: { $ref: 3 } }),
      `/steps/1/where/${sku}/$ref`,
      '3',
      '"cart.properties.cart_id"',
    ],
    [
      'the step itself',
      sequence({ ...viewed, where: same }),
      `/steps/0/where/${sku}/$ref`,
      '"view.properties.sku"',
      'no event has a name here',
    ],
    [
      'a count',
      { kind: 'event', ...bought, where: same, window: 'P1D' },
      `/where/${sku}/$ref`,
      '"view.properties.sku"',
      'no event has a name here',
    ],
    [
      'a list',
      later({ [sku]: { $in: [{ $ref: 'view.properties.sku' }] } }),
      `/steps/1/where/${sku}/$in`,
      'a reference to "view.properties.sku"',
      'alone or as the operand',
    ],
    [
      'an operator',
      later({ [sku]: { $not: { $ref: 'view.properties.sku' } } }),
      `/steps/1/where/${sku}/$not`,
      'a reference to "view.properties.sku"',
      'alone or as the operand',
    ],
    [
      'a value',
      later({ [sku]: { of: { $ref: 'view.properties.sku' } } }),
      `/steps/1/where/${sku}`,
      'a reference to "view.properties.sku"',
      'alone or as the operand',
    ],
    ['two events of one name', sequence(viewed, viewed), '/steps/1/as', '"view"', 'a name of its own'],
    [
      'several events',
      sequence({ ...viewed, times: 3 }, bought),
      '/steps/0/as',
      'a name for 3 events',
      'asked for once',
    ],
    [
      'what is known of the visitor',
      {
        kind: 'asOf',
        anchor: { ...bought, as: 'order' },
        holds: { kind: 'profile', where: { 'traits.sku': { $ref: 'order.properties.sku' } } },
        window: 'ever',
      },
      '/holds/where/traits.sku/$ref',
      '"order.properties.sku"',
      'no event has a name here',
    ],
  ]
  test.each(wrong)('[SEG84] is refused at its place: %s', (_, condition, pointer, found, expected) => {
    expect(issuesOf(condition)).toEqual([[pointer, found, contains(expected)]])
  })
})
