import { aDuration, aNumber, anEvent, aProperty, aText } from './blanks.ts'
import { template, type SegmentTemplate } from './template.ts'

const bought = anEvent('The purchase', 'Order Completed')

/** Who is interested, and has not bought. */
export const INTEREST: readonly SegmentTemplate[] = [
  template({
    id: 'viewed-often',
    name: 'Looks at one thing again and again',
    phrase: 'Viewed {value} at least {times} times in the last {window}',
    blanks: {
      viewed: anEvent('What they did', 'Product Viewed'),
      property: aProperty('The property', 'properties.category'),
      value: aText('Its value', 'hiking'),
      times: aNumber('At least so often', 2),
      window: aDuration('In the last', 'P7D'),
    },
    rule: ({ viewed, property, value, times, window }) => ({
      when: { kind: 'event', event: viewed, where: { [property]: value }, window, op: { gte: times } },
    }),
  }),
  template({
    id: 'viewed-not-bought',
    name: 'Looked, and never bought',
    phrase: 'Viewed {value} within the last {window} and has not purchased',
    blanks: {
      viewed: anEvent('What they looked at', 'Product Viewed'),
      property: aProperty('The property', 'properties.sku'),
      value: aText('Its value', 'A'),
      window: aDuration('In the last', 'P7D'),
      bought,
    },
    rule: ({ viewed, property, value, window, bought: purchase }) => ({
      when: {
        all: [
          { kind: 'event', event: viewed, where: { [property]: value }, window },
          { kind: 'event', event: purchase, window: 'ever', op: { eq: 0 } },
        ],
      },
    }),
  }),
  template({
    id: 'cart-then-nothing',
    name: 'Left something in the cart',
    phrase: 'Added to the cart, and no purchase within {within}',
    blanks: {
      added: anEvent('What begins it', 'Product Added'),
      bought,
      within: aDuration('Nothing for', 'PT30M'),
      activeFor: aDuration('Stays for', 'P7D'),
    },
    rule: ({ added, bought: purchase, within, activeFor }) => ({
      when: {
        kind: 'absence',
        after: { event: added },
        none: { event: purchase },
        within,
        activeFor,
        clearedBy: { event: purchase },
      },
    }),
  }),
  template({
    id: 'cart-abandoned-each',
    name: 'Abandoned carts, each by itself',
    phrase: 'Added to a cart and did not buy that cart within {within}',
    blanks: {
      added: anEvent('What begins it', 'Product Added'),
      bought,
      key: aProperty('What tells carts apart', 'properties.cart_id'),
      within: aDuration('Nothing for', 'PT48H'),
      activeFor: aDuration('Stays for', 'P14D'),
    },
    rule: ({ added, bought: purchase, key, within, activeFor }) => ({
      when: {
        kind: 'absence',
        after: { event: added },
        none: { event: purchase },
        within,
        activeFor,
        key,
        clearedBy: { event: purchase },
      },
    }),
  }),
  template({
    id: 'cart-in-the-same-hours',
    name: 'Put in the cart lately, bought nothing since',
    phrase: 'Aged {from} to {to}, from {city}, added to the cart and bought nothing in the same {window}',
    blanks: {
      from: aNumber('At least so old', 25),
      to: aNumber('At most so old', 35),
      city: aText('The city', 'New York'),
      added: anEvent('What they added', 'Product Added'),
      bought,
      window: aDuration('In the last', 'PT72H'),
    },
    rule: ({ from, to, city, added, bought: purchase, window }) => ({
      when: {
        all: [
          {
            kind: 'profile',
            where: { 'traits.birthdate': { $age: { $gte: from, $lt: to + 1 } }, 'geo.city': city },
          },
          { kind: 'event', event: added, window },
          { kind: 'event', event: purchase, window, op: { eq: 0 } },
        ],
      },
    }),
  }),
  template({
    id: 'cart-hours-after',
    name: 'Put in the cart, then nothing',
    phrase: 'Aged {from} to {to}, from {city}, added to the cart and bought nothing in the {within} after it',
    blanks: {
      from: aNumber('At least so old', 25),
      to: aNumber('At most so old', 35),
      city: aText('The city', 'New York'),
      added: anEvent('What they added', 'Product Added'),
      bought,
      within: aDuration('Nothing for', 'PT72H'),
    },
    rule: ({ from, to, city, added, bought: purchase, within }) => ({
      when: {
        all: [
          {
            kind: 'profile',
            where: { 'traits.birthdate': { $age: { $gte: from, $lt: to + 1 } }, 'geo.city': city },
          },
          {
            kind: 'absence',
            after: { event: added },
            none: { event: purchase },
            within,
            activeFor: 'ever',
            clearedBy: { event: purchase },
          },
        ],
      },
    }),
  }),
  template({
    id: 'long-look',
    name: 'Reads for long and takes nothing',
    phrase: 'On a page for {seconds} seconds in this session, and nothing added to the cart',
    blanks: {
      seconds: aNumber('Seconds on a page (10, 30, 60 or 120)', 60),
      added: anEvent('What they have not done', 'Product Added'),
    },
    rule: ({ seconds, added }) => ({
      when: {
        all: [
          {
            kind: 'event',
            event: 'Page Engaged',
            where: { 'properties.seconds': { $gte: seconds } },
            window: { session: 'current' },
          },
          { kind: 'event', event: added, window: { session: 'current' }, op: { eq: 0 } },
        ],
      },
    }),
  }),
]
