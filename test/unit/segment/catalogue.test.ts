import { readdir, readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { describeSchemaIssues } from '../../../shared/problem/index.ts'
import {
  Catalogue,
  type Condition,
  lintSegments,
  matchesWhere,
  type Segment,
  validateSegments,
  type Where,
} from '../../../shared/segment/index.ts'
import { segmentOf } from './visitor.ts'

const catalogue = v.parse(Catalogue, {
  events: {
    'Order Completed': {
      properties: {
        revenue: 'number',
        currency: ['EUR', 'USD'],
        coupon: 'string',
        express: 'boolean',
        due: 'date',
        tags: 'string[]',
        products: [{ sku: 'string', price: 'number' }],
        address: { city: 'string' },
        rest: 'any',
      },
    },
    'Order Cancelled': { properties: { reason: 'string', revenue: 'number', due: 'string' } },
    'Signed In': {},
  },
  traits: { plan: ['free', 'pro'], age: 'number', birthday: 'date', stage: [1, 2, 3], home: 'object' },
})

const ordered = (where: Where, event: string | string[] = 'Order Completed'): Condition => ({
  kind: 'event',
  event,
  where,
  window: 'P7D',
})
const known = (where: Where): Condition => ({ kind: 'profile', where })
/** What is refused: pointers behind the rule's root, and what would be right. */
const refused = (when: Condition, given: Catalogue = catalogue) =>
  validateSegments([segmentOf(when)], { catalogue: given }).map(({ pointer, found, expected }) => [
    pointer.replace('/segments/0/when', ''),
    `found ${found}; expected ${expected}`,
  ])
const pointedOut = (when: Condition, given: Catalogue = catalogue) =>
  lintSegments([segmentOf(when)], { timezone: 'UTC', catalogue: given })
    .filter(({ lint }) => lint === 'notInCatalogue')
    .map(({ pointer, found, expected }) => [
      pointer.replace('/segments/0/when', ''),
      `found ${found}; expected ${expected}`,
    ])

describe('a catalogue', () => {
  const notations: [unknown, string][] = [
    [{ traits: { age: 'nummer' } }, '/traits/age'],
    [{ traits: { age: 3 } }, '/traits/age'],
    [{ traits: { plan: [] } }, '/traits/plan'],
    [{ traits: { plan: [true] } }, '/traits/plan/0'],
    [{ traits: { items: [{ sku: 'text' }] } }, '/traits/items/0/sku'],
    [{ traits: { 'home.city': 'string' } }, '/traits/home.city'],
    [{ events: { 'Order Completed': { props: {} } } }, '/events/Order Completed/props'],
    [{ events: { '': {} } }, '/events/'],
  ]
  test.each(notations)('[SEG90] that says nothing is refused at its place: %j', (document, pointer) => {
    const { issues = [] } = v.safeParse(Catalogue, document)
    expect(describeSchemaIssues(issues).map((issue) => issue.pointer)).toEqual([pointer])
  })

  test('[SEG90] names the types there are', () => {
    const { issues = [] } = v.safeParse(Catalogue, { traits: { age: 'nummer' } })
    expect(describeSchemaIssues(issues)).toEqual([
      {
        pointer: '/traits/age',
        found: '"nummer"',
        expected: expect.stringContaining('did you mean "number"?') as string,
      },
    ])
  })
})

describe('a rule that contradicts the catalogue', () => {
  const wrong: [Condition, string, string][] = [
    [ordered({ 'properties.express': { $gt: 0 } }), '/where/properties.express/$gt', 'expected one of'],
    [ordered({ 'properties.revenue': { $regex: '^1' } }), '/where/properties.revenue/$regex', 'a number'],
    [
      ordered({ 'properties.coupon': { $withinLast: 'P7D' } }),
      '/where/properties.coupon/$withinLast',
      '"date"',
    ],
    [ordered({ 'properties.revenue': 'much' }), '/where/properties.revenue', 'expected a number'],
    [ordered({ 'properties.revenue': { $eq: '12' } }), '/where/properties.revenue/$eq', 'expected a number'],
    [ordered({ 'properties.coupon': { $gt: 5 } }), '/where/properties.coupon/$gt', 'expected a text'],
    [ordered({ 'properties.coupon': true }), '/where/properties.coupon', 'expected a text'],
    [ordered({ 'properties.due': { $lt: 'soon' } }), '/where/properties.due/$lt', 'expected a date'],
    [ordered({ 'properties.due': { $regex: '^2026' } }), '/where/properties.due/$regex', '$withinLast'],
    [ordered({ 'properties.currency': 'EURO' }), '/where/properties.currency', 'did you mean "EUR"?'],
    [
      ordered({ 'properties.currency': { $in: ['EUR', 'GBP'] } }),
      '/where/properties.currency/$in/1',
      'expected one of "EUR", "USD"',
    ],
    [ordered({ 'properties.tags': 'gift' }), '/where/properties.tags', 'expected a list'],
    [ordered({ 'properties.tags': { $in: ['gift', 3] } }), '/where/properties.tags/$in/1', 'expected a text'],
    [ordered({ 'properties.tags': { $all: ['gift', false] } }), '/where/properties.tags/$all/1', 'a text'],
    [ordered({ 'properties.tags': { $size: 'three' } }), '/where/properties.tags/$size', 'expected a number'],
    [ordered({ 'properties.coupon': { $size: 3 } }), '/where/properties.coupon/$size', 'a text'],
    [
      ordered({ 'properties.products': { $elemMatch: { price: { $regex: '9' } } } }),
      '/where/properties.products/$elemMatch/price/$regex',
      'a number',
    ],
    [ordered({ 'properties.address': 'Zurich' }), '/where/properties.address', 'expected an object'],
    [ordered({ 'properties.address.city': { $age: 3 } }), '/where/properties.address.city/$age', 'a text'],
    [
      ordered({ 'properties.revenue.amount': 3 }),
      '/where/properties.revenue.amount',
      'expected "properties.revenue" itself',
    ],
    [ordered({ 'properties.revenue': { $type: 'string' } }), '/where/properties.revenue/$type', 'a number'],
    [
      ordered({ $or: [{ 'properties.coupon': 'X' }, { $not: { 'properties.express': { $lt: 1 } } }] }),
      '/where/$or/1/$not/properties.express/$lt',
      'a boolean',
    ],
    [
      ordered({ 'properties.revenue': { $not: { $regex: '1' } } }),
      '/where/properties.revenue/$not/$regex',
      '',
    ],
    [known({ 'traits.plan': { $ne: 'premium' } }), '/where/traits.plan/$ne', '"free", "pro"'],
    [known({ 'traits.stage': 4 }), '/where/traits.stage', '1, 2, 3'],
    [known({ 'traits.birthday': { $age: { $gte: 'old' } } }), '/where/traits.birthday/$age/$gte', 'a number'],
    [known({ 'traits.age': { $age: 30 } }), '/where/traits.age/$age', '"date"'],
    [
      {
        kind: 'event',
        event: 'Order Completed',
        window: 'ever',
        agg: { sum: 'properties.coupon' },
        op: { gt: 1 },
      },
      '/agg/sum',
      'found the sum of what is a text; expected the path of a number',
    ],
    [
      {
        kind: 'pick',
        pick: 'last',
        event: 'Order Completed',
        has: { 'properties.express': 'yes' },
        window: 'ever',
      },
      '/has/properties.express',
      'a boolean',
    ],
    [
      {
        kind: 'absence',
        after: { event: 'Signed In' },
        none: { event: 'Order Completed', where: { 'properties.revenue': { $gt: 'x' } } },
        within: 'P1D',
        activeFor: 'ever',
      },
      '/none/where/properties.revenue/$gt',
      'a number',
    ],
    [
      {
        kind: 'sequence',
        steps: [
          { event: 'Signed In' },
          {
            event: 'Order Completed',
            noneBetween: { event: 'Order Cancelled', where: { 'properties.reason': true } },
          },
        ],
        completedIn: 'ever',
      },
      '/steps/1/noneBetween/where/properties.reason',
      'a text',
    ],
    [
      {
        kind: 'asOf',
        anchor: { event: 'Order Completed', where: { 'properties.express': { $gt: 1 } } },
        holds: known({ 'traits.age': 'thirty' }),
        window: 'ever',
      },
      '/anchor/where/properties.express/$gt',
      'a boolean',
    ],
  ]
  test.each(wrong)('[SEG91] is refused: %j', (when, place, text) => {
    expect(refused(when)).toContainEqual([place, expect.stringContaining(text) as string])
  })

  test('[SEG91] is refused wherever it stands, and once', () => {
    const when: Condition = {
      any: [
        { not: known({ 'traits.age': { $regex: '3' } }) },
        {
          kind: 'asOf',
          anchor: { event: 'Signed In' },
          holds: known({ 'traits.age': 'old' }),
          window: 'ever',
        },
      ],
    }
    expect(refused(when).map(([pointer]) => pointer)).toEqual([
      '/any/0/not/where/traits.age/$regex',
      '/any/1/holds/where/traits.age',
    ])
    // What is wrong by itself is not said a second time.
    expect(refused(known({ 'traits.age': { $gtee: 3 } }))).toHaveLength(1)
  })

  const again = (where: Where): Condition => ({
    kind: 'sequence',
    steps: [
      { event: 'Order Completed', as: 'first' },
      { event: 'Order Completed', where },
    ],
    completedIn: 'P7D',
  })
  const right: Condition[] = [
    ordered({ 'properties.revenue': { $gte: 100, $lt: '200' }, 'properties.express': true }),
    ordered({ 'properties.revenue': '12', 'properties.coupon': 12, 'properties.express': 'true' }),
    ordered({ 'properties.currency': { $regexi: '^eu', $ne: null, $in: ['EUR', null] } }),
    ordered({
      'properties.due': { $withinLast: 'P7D', $gt: '2026-01-01' },
      timestamp: { $after: '2026-01-01' },
    }),
    ordered({ 'properties.tags': { $in: ['gift'], $size: { $gt: 1 }, $elemMatch: { $regex: '^g' } } }),
    ordered({ 'properties.tags': ['gift'], 'properties.products.0.sku': 'A' }),
    ordered({ 'properties.products': { $elemMatch: { sku: 'A', price: { $gt: 3 } } } }),
    ordered({ 'properties.rest': { $regex: 'x' }, 'properties.rest.of': 3 }),
    again({ 'properties.revenue': { $ref: 'first.properties.revenue' } }),
    again({ 'properties.revenue': { $gt: { $ref: 'first.properties.revenue' } } }),
    known({
      'traits.stage': { $gte: 2 },
      'traits.birthday': { $age: { $gte: 18 } },
      'traits.home.city': 'Basel',
    }),
    known({ 'traits.home': { $near: { lat: 1, lon: 2, km: 3 } } }),
  ]
  test.each(right)('[SEG91] what may hold passes: %j', (when) => {
    expect(validateSegments([segmentOf(when)], { catalogue })).toEqual([])
    expect(pointedOut(when)).toEqual([])
  })

  test('[SEG91] of several events one that fits is enough', () => {
    const late: Where = { 'properties.due': { $withinLast: 'P7D' } }
    expect(refused(ordered(late, ['Order Completed', 'Order Cancelled']))).toEqual([])
    expect(refused(ordered(late, 'Order Cancelled'))).toHaveLength(1)
    expect(
      refused(ordered({ 'properties.revenue': { $regex: '1' } }, ['Order Completed', 'Order Cancelled'])),
    ).toHaveLength(1)
  })

  const fixed: [Condition, string][] = [
    [ordered({ type: 'pageview' }), '/where/type'],
    [ordered({ channel: { $gt: 3 } }), '/where/channel/$gt'],
    [ordered({ timestamp: { $regex: '^2026' } }), '/where/timestamp/$regex'],
    [ordered({ 'context.page.url': { $gt: 3 } }), '/where/context.page.url/$gt'],
    [ordered({ 'properties.url': true }, 'Page Viewed'), '/where/properties.url'],
    [known({ 'device.class': 'phone' }), '/where/device.class'],
    [known({ 'consent.analytics': true }), '/where/consent.analytics'],
    [known({ 'geo.country': { $gt: 3 } }), '/where/geo.country/$gt'],
  ]
  test.each(fixed)('[SEG91] what all events and visitors have needs no catalogue: %j', (when, pointer) => {
    expect(validateSegments([segmentOf(when)]).map((issue) => issue.pointer)).toEqual([
      `/segments/0/when${pointer}`,
    ])
  })

  test('[SEG91] names of members that every object has mean nothing', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(refused(ordered({ [`properties.${name}`]: 3 }, name))).toEqual([])
      expect(pointedOut(known({ [`traits.${name}`]: 3 }))).toHaveLength(1)
    }
  })
})

describe('what the catalogue does not have', () => {
  test('[SEG92] is pointed out with the nearest that it has, and not refused', () => {
    const cases: [Condition, string, string][] = [
      [ordered({}, 'Order Compleated'), '/event', 'did you mean "Order Completed"?'],
      [ordered({}, ['Signed In', 'Signed Out']), '/event/1', 'an event of the catalogue'],
      [ordered({ 'properties.revenu': 3 }), '/where/properties.revenu', 'did you mean "revenue"?'],
      [
        ordered({ 'properties.address.town': 'x' }),
        '/where/properties.address.town',
        'properties.address (city)',
      ],
      [known({ 'traits.plann': 'pro' }), '/where/traits.plann', 'did you mean "plan"?'],
      [
        {
          kind: 'event',
          event: 'Order Completed',
          window: 'ever',
          agg: { distinct: 'properties.sku' },
          op: { gt: 1 },
        },
        '/agg/distinct',
        'properties',
      ],
      [
        {
          kind: 'absence',
          after: { event: 'Order Completed' },
          none: { event: 'Order Cancelled' },
          within: 'P1D',
          activeFor: 'ever',
          key: 'properties.order',
        },
        '/key',
        'properties',
      ],
    ]
    for (const [when, pointer, text] of cases) {
      expect(pointedOut(when)).toEqual([[pointer, expect.stringContaining(text) as string]])
      expect(refused(when)).toEqual([])
      expect(pointedOut(when, {})).toEqual([])
    }
  })

  test('[SEG92] what the script in the page tells by itself needs no declaring', async () => {
    const folder = new URL('../../../sdk/measure/', import.meta.url)
    const files = await Promise.all(
      (await readdir(folder)).map((file) => readFile(new URL(file, folder), 'utf8')),
    )
    const told = files.flatMap((code) => [...code.matchAll(/track\('([^']+)'/g)].map(([, name = '']) => name))
    expect(told.length).toBeGreaterThan(2)
    for (const name of told) expect([name, pointedOut(ordered({}, name))]).toEqual([name, []])
  })

  test('[SEG92] nothing is pointed out where the catalogue leaves it open', () => {
    const open: Condition[] = [
      ordered({ 'properties.anything': 3 }, 'Signed In'),
      ordered({ 'properties.revenue': 3 }, '*'),
      ordered({ 'properties.url': 'x' }, 'Page Viewed'),
      ordered({ 'properties.reason': 'x' }, ['Order Completed', 'Order Cancelled']),
      known({ 'geo.weather': 'rain', 'device.maker': 'x' }),
      ordered({ 'context.app.name': 'x' }),
    ]
    for (const when of open) expect([when, pointedOut(when)]).toEqual([when, []])
    expect(pointedOut(ordered({}, 'Whatever'), { traits: {} })).toEqual([])
    expect(pointedOut(known({ 'traits.whatever': 1 }), { events: {} })).toEqual([])
  })
})

describe('a comparison that a missing value satisfies', () => {
  const missing = (when: Condition): string[] =>
    lintSegments([segmentOf(when)], { timezone: 'UTC' })
      .filter(({ lint }) => lint === 'missingFits')
      .map(({ pointer }) => pointer.replace('/segments/0/when', ''))

  test('[SEG93] is pointed out, with what to add', () => {
    const young = known({ 'traits.age': { $lt: 25 } })
    expect(lintSegments([segmentOf(young) satisfies Segment], { timezone: 'UTC' })).toEqual([
      {
        lint: 'missingFits',
        pointer: '/segments/0/when/where/traits.age',
        found: 'a comparison that lets in whoever has no traits.age: what is missing counts as 0',
        expected: '{ "traits.age": { "$exists": true } } as well',
      },
    ])
  })

  const cases: [Condition, string[]][] = [
    [known({ 'traits.age': { $gt: 25 } }), []],
    [known({ 'traits.age': { $gte: 0 } }), ['/where/traits.age']],
    [known({ 'traits.age': { $exists: true, $lt: 25 } }), []],
    [known({ $and: [{ 'traits.age': { $exists: true } }, { 'traits.age': { $lt: 25 } }] }), []],
    [known({ $or: [{ 'traits.age': { $exists: false } }, { 'traits.age': { $lt: 25 } }] }), []],
    [known({ $or: [{ 'geo.country': 'US' }, { 'traits.age': { $lt: 25 } }] }), ['/where/$or/1/traits.age']],
    [known({ 'traits.age': { $not: { $gte: 25 } } }), ['/where/traits.age']],
    [known({ $nor: [{ 'traits.age': { $gte: 25 } }] }), ['/where/$nor/0/traits.age']],
    [known({ $not: { 'traits.age': { $lt: 25 } } }), []],
    [{ not: known({ 'traits.age': { $gte: 25 } }) }, ['/not/where/traits.age']],
    [{ not: known({ 'traits.age': { $lt: 25 } }) }, []],
    [{ not: { not: known({ 'traits.age': { $lt: 25 } }) } }, ['/not/not/where/traits.age']],
    [known({ 'traits.app': { $vlt: '2.0.0' } }), ['/where/traits.app']],
    // Who asks for another value than one means whoever has none, too.
    [known({ 'traits.plan': { $ne: 'pro' } }), []],
    [ordered({ 'properties.revenue': { $lt: 10 } }), ['/where/properties.revenue']],
    [ordered({ timestamp: { $lt: '2027-01-01' } }), []],
    [
      {
        kind: 'event',
        event: 'A',
        where: { 'properties.price': { $lt: 10 } },
        window: 'P7D',
        agg: { sum: 'properties.price' },
        op: { gt: 5 },
      },
      [],
    ],
    [
      { kind: 'pick', pick: 'last', event: 'A', has: { 'properties.price': { $lt: 10 } }, window: 'ever' },
      ['/has/properties.price'],
    ],
    [
      {
        kind: 'pick',
        pick: 'last',
        event: 'A',
        of: 'properties.price',
        has: { 'properties.price': { $lt: 10 } },
        window: 'ever',
      },
      [],
    ],
    [
      {
        kind: 'sequence',
        steps: [{ event: 'A', where: { 'properties.n': { $lte: 3 } } }],
        completedIn: 'ever',
      },
      ['/steps/0/where/properties.n'],
    ],
    [
      {
        kind: 'absence',
        after: { event: 'A', where: { 'properties.n': { $lt: 3 } } },
        none: { event: 'B' },
        within: 'P1D',
        activeFor: 'ever',
      },
      ['/after/where/properties.n'],
    ],
  ]
  test.each(cases)('[SEG93] where it decides, and nowhere else: %j', (when, pointers) => {
    expect(missing(when)).toEqual(pointers)
  })

  test('[SEG93] what is to be added helps', () => {
    const where: Where = { 'traits.age': { $lt: 25 } }
    expect(matchesWhere(where, { traits: {} })).toBe(true)
    const helped: Where = { $and: [where, { 'traits.age': { $exists: true } }] }
    expect(matchesWhere(helped, { traits: {} })).toBe(false)
    expect(matchesWhere(helped, { traits: { age: 24 } })).toBe(true)
    expect(missing(known(helped))).toEqual([])
  })
})
