import { aDuration, aNumber, anEvent, aProperty, aText } from './blanks.ts'
import { template, type SegmentTemplate } from './template.ts'

const bought = anEvent('The purchase', 'Order Completed')
const revenue = aProperty('Where the money is', 'properties.revenue')

/** Who buys, how much, and how. */
export const VALUE: readonly SegmentTemplate[] = [
  template({
    id: 'spent-last-quarter',
    name: 'Big spenders of last quarter',
    phrase:
      'Spent over {amount} in the last quarter, lives in {region}, opened an e-mail in the last {window}',
    blanks: {
      bought,
      revenue,
      amount: aNumber('More than', 500),
      region: aText('The code of the region', 'CA'),
      opened: anEvent('What they opened', 'Email Opened'),
      window: aDuration('In the last', 'P3D'),
    },
    rule: ({ bought: purchase, revenue: path, amount, region, opened, window }) => ({
      when: {
        all: [
          {
            kind: 'event',
            event: purchase,
            window: { calendar: 'quarter', offset: -1 },
            agg: { sum: path },
            op: { gt: amount },
          },
          { kind: 'profile', where: { 'geo.regionCode': region } },
          { kind: 'event', event: opened, window },
        ],
      },
    }),
  }),
  template({
    id: 'spent-lately',
    name: 'Big spenders',
    phrase: 'Spent over {amount} in the last {window}',
    blanks: { bought, revenue, amount: aNumber('More than', 500), window: aDuration('In the last', 'P90D') },
    rule: ({ bought: purchase, revenue: path, amount, window }) => ({
      when: { kind: 'event', event: purchase, window, agg: { sum: path }, op: { gt: amount } },
    }),
  }),
  template({
    id: 'high-value',
    name: 'High-value repeat customers',
    phrase:
      'At least {orders} orders, {total} in all and {average} on average in {window}; leaves under {under}, at the earliest after {minStay}',
    blanks: {
      bought,
      revenue,
      orders: aNumber('At least so many orders', 3),
      total: aNumber('At least so much in all', 1000),
      average: aNumber('At least so much on average', 100),
      window: aDuration('In the last', 'P365D'),
      under: aNumber('Leaves when the total is under', 800),
      minStay: aDuration('Stays at least', 'P30D'),
    },
    rule: ({ bought: purchase, revenue: path, orders, total, average, window, under, minStay }) => {
      const orderedIn = { kind: 'event', event: purchase, window } as const
      return {
        when: {
          all: [
            { ...orderedIn, op: { gte: orders } },
            { ...orderedIn, agg: { sum: path }, op: { gte: total } },
            { ...orderedIn, agg: { avg: path }, op: { gte: average } },
          ],
        },
        exit: { when: { ...orderedIn, agg: { sum: path }, op: { lt: under } }, minStay },
      }
    },
  }),
  template({
    id: 'research-driven',
    name: 'Research-driven buyers',
    phrase:
      'At the moment of buying had viewed {products} different products, read {reviews} reviews and come {sessions} times in {window}',
    blanks: {
      bought,
      viewed: anEvent('What they viewed', 'Product Viewed'),
      product: aProperty('What tells products apart', 'properties.sku'),
      products: aNumber('At least so many products', 5),
      read: anEvent('What they read', 'Review Read'),
      reviews: aNumber('At least so many reviews', 2),
      sessions: aNumber('At least so many visits', 3),
      window: aDuration('All in', 'P14D'),
      activeFor: aDuration('Bought in the last', 'P90D'),
    },
    rule: ({ bought: purchase, viewed, product, products, read, reviews, sessions, window, activeFor }) => ({
      when: {
        kind: 'asOf',
        anchor: { event: purchase },
        holds: {
          all: [
            { kind: 'event', event: viewed, window, agg: { distinct: product }, op: { gte: products } },
            { kind: 'event', event: read, window, op: { gte: reviews } },
            { kind: 'event', event: 'Session Started', window, op: { gte: sessions } },
          ],
        },
        window: activeFor,
      },
    }),
  }),
  template({
    id: 'social-to-mobile',
    name: 'From social media to the app',
    phrase: 'Came first from {medium}, later to the web site, and bought in the app within {within}',
    blanks: {
      medium: aText('The medium of the first campaign', 'social'),
      bought,
      within: aDuration('At most so long after the visit', 'P30D'),
    },
    rule: ({ medium, bought: purchase, within }) => ({
      when: {
        all: [
          {
            kind: 'pick',
            pick: 'first',
            event: 'Session Started',
            has: { 'properties.campaign.medium': medium },
            window: 'ever',
          },
          {
            kind: 'sequence',
            steps: [
              { event: 'Session Started' },
              { event: 'Session Started', where: { channel: 'web' } },
              { event: purchase, where: { channel: 'mobile' }, within },
            ],
            completedIn: 'ever',
          },
        ],
      },
    }),
  }),
]
