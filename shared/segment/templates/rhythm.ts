import { aDuration, aModel, aNumber, anEvent, aProperty, aText } from './blanks.ts'
import { template, type SegmentTemplate } from './template.ts'

const bought = anEvent('The purchase', 'Order Completed')

/** Who comes, how often, and who stays away. */
export const RHYTHM: readonly SegmentTemplate[] = [
  template({
    id: 'dormant',
    name: 'Likely to leave, and not seen lately',
    phrase:
      'Churn score of {score}, not seen for {window}; leaves under {under} or on a visit; {heldOut} % held out',
    blanks: {
      model: aModel('The model', 'churn'),
      score: aNumber('Score of at least', 0.7),
      window: aDuration('Not seen for', 'P30D'),
      under: aNumber('Leaves under', 0.5),
      heldOut: aNumber('Per cent held out', 10),
    },
    rule: ({ model, score, window, under, heldOut }) => {
      const seen = { kind: 'event', event: ['Page Viewed', 'Screen Viewed'] } as const
      return {
        when: {
          all: [
            { kind: 'score', model, op: { gte: score } },
            { ...seen, event: [...seen.event], window, op: { eq: 0 } },
            { kind: 'bucket', seed: `${model}-holdout`, range: [heldOut / 100, 1] },
          ],
        },
        exit: {
          when: {
            any: [
              { kind: 'score', model, op: { lt: under } },
              { ...seen, event: [...seen.event], window: 'P1D' },
            ],
          },
        },
      }
    },
  }),
  template({
    id: 'third-visit',
    name: 'Third visit, no order yet',
    phrase: 'Reached visit {visits}, and has not ordered',
    blanks: { visits: aNumber('At least so many visits', 3), bought },
    rule: ({ visits, bought: purchase }) => ({
      when: {
        all: [
          { kind: 'event', event: 'Session Started', window: 'ever', op: { gte: visits } },
          { kind: 'event', event: purchase, window: 'ever', op: { eq: 0 } },
        ],
      },
    }),
  }),
  template({
    id: 'bounced',
    name: 'Bounced early',
    phrase: 'One page and under {seconds} seconds, in the last {window}',
    blanks: { seconds: aNumber('Seconds', 10), window: aDuration('In the last', 'P30D') },
    rule: ({ seconds, window }) => ({
      when: {
        kind: 'event',
        event: 'Session Ended',
        where: { 'properties.pages': 1, 'properties.engagedMs': { $lt: seconds * 1_000 } },
        window,
      },
    }),
  }),
  template({
    id: 'exactly-so-often',
    name: 'Came back just so often',
    phrase: 'Did {event} exactly {times} times in {window}',
    blanks: {
      event: anEvent('What they did', 'Signed In'),
      times: aNumber('Exactly so often', 3),
      window: aDuration('In the last', 'P7D'),
    },
    rule: ({ event, times, window }) => ({ when: { kind: 'event', event, window, op: { eq: times } } }),
  }),
  template({
    id: 'last-was',
    name: 'What it was the last time',
    phrase: 'The last {event} says {value}',
    blanks: {
      event: anEvent('The event', 'Plan Changed'),
      property: aProperty('The property', 'properties.plan'),
      value: aText('Its value', 'pro'),
    },
    rule: ({ event, property, value }) => ({
      when: { kind: 'pick', pick: 'last', event, has: { [property]: value }, window: 'ever' },
    }),
  }),
  template({
    id: 'favourite',
    name: 'Favourite category',
    phrase: 'Most viewed in {window} is {value}',
    blanks: {
      event: anEvent('What is counted', 'Product Viewed'),
      property: aProperty('The property', 'properties.category'),
      value: aText('The favourite', 'shoes'),
      window: aDuration('In the last', 'P30D'),
    },
    rule: ({ event, property, value, window }) => ({
      when: { kind: 'pick', pick: 'mostFrequent', event, of: property, has: { [property]: value }, window },
    }),
  }),
  template({
    id: 'was-active',
    name: 'Was active once',
    phrase: 'Did {event} between {from} and {to} ago, but not since',
    blanks: {
      event: anEvent('What they did', 'Signed In'),
      from: aDuration('From so long ago', 'P90D'),
      to: aDuration('To so long ago', 'P30D'),
    },
    rule: ({ event, from, to }) => ({
      when: {
        all: [
          { kind: 'event', event, window: { between: [from, to] } },
          { kind: 'event', event, window: to, op: { eq: 0 } },
        ],
      },
    }),
  }),
  template({
    id: 'lapsed',
    name: 'Lapsed customers',
    phrase: 'The last order is more than {window} ago',
    blanks: { bought, window: aDuration('Nothing for', 'P60D') },
    rule: ({ bought: purchase, window }) => ({
      when: {
        all: [
          { kind: 'event', event: purchase, window: 'ever' },
          { kind: 'event', event: purchase, window, op: { eq: 0 } },
        ],
      },
    }),
  }),
]
