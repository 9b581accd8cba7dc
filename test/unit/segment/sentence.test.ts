import { expect, test } from 'vitest'
import { type Condition, describeSegment } from '../../../shared/segment/index.ts'
import { segmentOf } from './visitor.ts'

const sentences: [Condition, string][] = [
  [
    {
      all: [
        { kind: 'event', event: 'Product Viewed', where: { 'properties.sku': 'A' }, window: 'P7D' },
        { kind: 'event', event: 'Order Completed', window: 'ever', op: { eq: 0 } },
      ],
    },
    'Visitors who did “Product Viewed” (where sku is “A”) in the last 7 days, and never did “Order Completed”.',
  ],
  [
    { kind: 'event', event: ['Signed In', 'Signed Up'], window: 'PT90M', op: { between: [2, 4] } },
    'Visitors who did “Signed In” or “Signed Up” between 2 and 4 times in the last 1 hour 30 minutes.',
  ],
  [
    { kind: 'profile', where: { 'traits.plan': { $in: ['pro', 'team'] }, 'geo.regionCode': 'CA' } },
    'Visitors who have a profile where plan is one of “pro”, “team” and region code is “CA”.',
  ],
  [
    {
      kind: 'absence',
      after: { event: 'Product Added' },
      none: { event: 'Order Completed' },
      within: 'PT48H',
      activeFor: 'P14D',
      key: 'properties.cart_id',
      clearedBy: { event: 'Cart Emptied' },
    },
    'Visitors who did “Product Added” and, within 2 days after the last time, not “Order Completed”, for each cart id, from then on for 14 days, until “Cart Emptied”.',
  ],
  [
    {
      any: [
        { kind: 'segment', id: 'vip', is: 'in' },
        {
          all: [
            { kind: 'event', event: '*', window: 'P1D', op: { lt: 2 } },
            { not: { kind: 'segment', id: 'staff', is: 'in' } },
          ],
        },
      ],
    },
    'Visitors who are in the segment “vip”, or (did anything fewer than twice in the last 1 day, and (do not meet this: are in the segment “staff”)).',
  ],
]

test.each(sentences)('[SEG21] a rule is a sentence: %j', (when, sentence) => {
  expect(describeSegment(segmentOf(when))).toBe(sentence)
})
