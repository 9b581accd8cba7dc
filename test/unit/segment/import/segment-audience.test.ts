import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../shared/json.ts'
import {
  importSegmentAudience,
  type SegmentAudienceOptions,
} from '../../../../shared/segment/import/index.ts'
import { createVisitor, DAY, segmentOf } from '../visitor.ts'
import { accepted } from './accepted.ts'

const imported = (query: string, options?: SegmentAudienceOptions) =>
  importSegmentAudience({ name: 'Test', key: 'test', definition: { query } }, options)

/** The examples of https://www.twilio.com/docs/segment/api/public-api/query-language */
const documented = {
  bought: "event('Shoes Bought').where( property('price') >= 100 ).within(7 days).count() >= 1",
  returned: `event('Shoes Bought').where(
property('price') >= trait('avg_spend')
AND
event('Shoes Returned').within(parent: 5 days).count() >= 1
).within(30 days).count() >= 1`,
  neither: "NOT ( event('Shoes Bought').count() >= 1 AND trait('total_spend') > 200 )",
  all: "ALL ( event('Shoes Bought').count() >= 1 AND trait('total_spend') > 200 )",
  none: "ALL NOT event('Shoes Bought').count() >= 1",
  any: "ANY event('Shoes Bought').count() >= 1",
}

describe('an audience of Segment', () => {
  test('[IMP14] is a segment', () => {
    // The members of https://github.com/segmentio/public-api-sdk-typescript/blob/master/model/audienceSummary.ts
    const { segment, unmapped, notes } = importSegmentAudience({
      id: 'aud_1',
      spaceId: 'spa_1',
      name: 'Bought dear shoes',
      description: 'In a week',
      key: 'bought_dear_shoes',
      enabled: true,
      definition: { query: documented.bought, targetEntity: null },
      audienceType: 'USERS',
    })
    expect(unmapped).toEqual([])
    expect(notes).toEqual([])
    expect(segment).toEqual({
      schema: 'segment/1',
      id: 'bought-dear-shoes',
      name: 'Bought dear shoes',
      description: 'In a week',
      when: {
        kind: 'event',
        event: 'Shoes Bought',
        where: { 'properties.price': { $exists: true, $gte: 100 } },
        window: 'P7D',
        op: { gte: 1 },
      },
    })
    const visitor = createVisitor(segmentOf(accepted(segment?.when ?? null)))
    visitor.track(0, 'Shoes Bought', { price: 99 })
    visitor.track(1, 'Shoes Bought', {})
    expect(visitor.isIn(1)).toBe(false)
    visitor.track(2, 'Shoes Bought', { price: 100 })
    expect(visitor.isIn(7 * DAY)).toBe(true)
    expect(visitor.isIn(7 * DAY + 2)).toBe(false)
  })

  test('[IMP14] may say that something is not so', () => {
    const { segment, notes } = imported(documented.neither)
    expect(segment?.when).toEqual({
      not: {
        all: [
          { kind: 'event', event: 'Shoes Bought', window: 'ever', op: { gte: 1 } },
          { kind: 'profile', where: { 'traits.total_spend': { $exists: true, $gt: 200 } } },
        ],
      },
    })
    expect(notes).toMatchObject([{ pointer: '/definition/query', found: "trait('total_spend')" }])
    const visitor = createVisitor(segmentOf(accepted(segment?.when ?? null)))
    expect(visitor.isIn(0)).toBe(true)
    visitor.track(0, 'Shoes Bought')
    expect(visitor.isIn(0)).toBe(true)
    visitor.identify(1, { total_spend: 201 })
    expect(visitor.isIn(1)).toBe(false)
  })

  const rules: [string, JsonObject][] = [
    ["event('A').count() = 0", { kind: 'event', event: 'A', window: 'ever', op: { eq: 0 } }],
    [
      "event('A').within(12 hours).count().at_most(2)",
      { kind: 'event', event: 'A', window: 'PT12H', op: { lte: 2 } },
    ],
    [
      "event('A').between(7 days, 10 days).count() > 1",
      { kind: 'event', event: 'A', window: { between: ['P10D', 'P7D'] }, op: { gt: 1 } },
    ],
    [
      "event('A').within(30 days).sum(property('spend')) >= 500.5",
      { kind: 'event', event: 'A', window: 'P30D', agg: { sum: 'properties.spend' }, op: { gte: 500.5 } },
    ],
    [
      "event('A').avg(property('spend')) < literal(100)",
      { kind: 'event', event: 'A', window: 'ever', agg: { avg: 'properties.spend' }, op: { lt: 100 } },
    ],
    [
      "event('A').max(property('spend') as number) != -1",
      { kind: 'event', event: 'A', window: 'ever', agg: { max: 'properties.spend' }, op: { ne: -1 } },
    ],
    [
      "event('A').unique(property('sku')).count() >= 3",
      { kind: 'event', event: 'A', window: 'ever', agg: { distinct: 'properties.sku' }, op: { gte: 3 } },
    ],
    [
      "event('A').within(30 days).last(property('plan')) = 'pro'",
      {
        kind: 'pick',
        pick: 'last',
        event: 'A',
        of: 'properties.plan',
        has: { 'properties.plan': { $eq: 'pro' } },
        window: 'P30D',
      },
    ],
    [
      "event('A').first(context('page.url')).absent()",
      {
        kind: 'event',
        event: 'A',
        where: { 'context.page.url': { $exists: true } },
        window: 'ever',
        op: { eq: 0 },
      },
    ],
    [
      "event('A').mode(property('category'), 1).one_of('shoes', 'shirts')",
      {
        kind: 'pick',
        pick: 'mostFrequent',
        event: 'A',
        of: 'properties.category',
        has: { 'properties.category': { $in: ['shoes', 'shirts'] } },
        window: 'ever',
      },
    ],
    [
      "event('A').where(property('ok') = true).mode(property('category'), 2) = 'shoes'",
      {
        all: [
          {
            kind: 'pick',
            pick: 'mostFrequent',
            event: 'A',
            where: { 'properties.ok': { $eq: true } },
            of: 'properties.category',
            has: { 'properties.category': { $eq: 'shoes' } },
            window: 'ever',
          },
          {
            kind: 'event',
            event: 'A',
            where: {
              $and: [{ 'properties.ok': { $eq: true } }, { 'properties.category': { $eq: 'shoes' } }],
            },
            window: 'ever',
            op: { gte: 2 },
          },
        ],
      },
    ],
    [
      "event('A').where({ property('price') > 100 AND NOT (property('brand') = 'My Brand' or context('page.path').starts_with('/a.b')) }).count() >= 1",
      {
        kind: 'event',
        event: 'A',
        where: {
          $and: [
            { 'properties.price': { $exists: true, $gt: 100 } },
            {
              $not: {
                $or: [
                  { 'properties.brand': { $eq: 'My Brand' } },
                  { 'context.page.path': { $exists: true, $regex: '^/a\\.b' } },
                ],
              },
            },
          ],
        },
        window: 'ever',
        op: { gte: 1 },
      },
    ],
    [
      "event('A').where(property('p') >= 1 AND event('B').where(property('id') = property(parent: 'id') AND property('q') = 2).within(parent: 5 days).count() >= 1).within(30 days).count() >= 1",
      {
        kind: 'sequence',
        steps: [
          { event: 'A', where: { 'properties.p': { $exists: true, $gte: 1 } } },
          { event: 'B', where: { 'properties.q': { $eq: 2 } }, within: 'P5D' },
        ],
        completedIn: 'P30D',
        key: 'properties.id',
      },
    ],
    [
      "trait('a') = 1 OR trait('b') = 2 AND trait('c') = 3",
      {
        any: [
          { kind: 'profile', where: { 'traits.a': { $eq: 1 } } },
          {
            all: [
              { kind: 'profile', where: { 'traits.b': { $eq: 2 } } },
              { kind: 'profile', where: { 'traits.c': { $eq: 3 } } },
            ],
          },
        ],
      },
    ],
    ["trait('it\\'s') = \"a 'b'\"", { kind: 'profile', where: { "traits.it's": { $eq: "a 'b'" } } }],
  ]
  test.each(rules)('[IMP14] %s', (query, when) => {
    const { segment, unmapped } = imported(query)
    expect(unmapped).toEqual([])
    expect(segment?.when).toEqual(when)
    accepted(segment?.when ?? null)
  })

  const traits: [string, unknown[], unknown[]][] = [
    ["= 'pro'", ['pro'], ['free', undefined]],
    ['= 5', [5], [6, undefined]],
    ['= 0', [0], [undefined]],
    ["!= 'pro'", ['free'], ['pro', undefined]],
    ['.exists()', ['', 0], [undefined]],
    ['.absent()', [undefined], ['', 0]],
    ['< 5', [4], [5, undefined]],
    ['.at_least(5)', [5], [4, undefined]],
    [".contains('shoe', 'shirt')", ['my shoes', 'shirt'], ['Shoe', 'hat', undefined]],
    [".omits('ul')", ['hat', undefined], ['bulk']],
    [".starts_with('a.')", ['a.b'], ['ab', 'ba.', undefined]],
    [".ends_with('$1')", ['cost $1'], ['$1 cost', undefined]],
    [".one_of('a', 'b')", ['a', 'b'], ['c', undefined]],
    [
      ".before_date('2023-12-07T18:50:00Z')",
      ['2023-12-07T18:49:59Z'],
      ['2023-12-07T18:50:00Z', 'x', undefined],
    ],
    [".after_date('2023-12-07T18:50:00Z')", ['2023-12-08'], ['2023-12-07', 'x', undefined]],
    ['.within_last(7 days)', ['2026-10-31'], ['2026-10-01', '2026-11-05', undefined]],
    ['.within_next(7 days)', ['2026-11-05'], ['2026-10-31', '2026-11-20', undefined]],
    ['.before_last(7 days)', ['2026-10-01'], ['2026-10-31', undefined]],
  ]
  test.each(traits)('[IMP15] a trait%s fits %j, not %j', (comparison, fitting, others) => {
    const { segment } = imported(`trait('t')${comparison}`)
    const when = accepted(segment?.when ?? null)
    const isMember = (value: unknown) => {
      const visitor = createVisitor(segmentOf(when))
      visitor.identify(0, value === undefined ? { other: 1 } : { t: value as string | number })
      return visitor.isIn(0)
    }
    for (const value of fitting) expect([value, isMember(value)]).toEqual([value, true])
    for (const value of others) expect([value, isMember(value)]).toEqual([value, false])
  })

  test('[IMP16] reads a trait as another audience, or as computed, when told that it is', () => {
    const query =
      "trait('big_spenders') = true AND trait('churned') != 'true' AND trait('total_spend') >= 10 AND trait('plan') = 'pro'"
    const { segment } = imported(query, {
      audiences: ['big_spenders', 'churned'],
      computed: ['total_spend'],
    })
    expect(segment?.when).toEqual({
      all: [
        { kind: 'segment', id: 'big-spenders', is: 'in' },
        { kind: 'segment', id: 'churned', is: 'out' },
        { kind: 'profile', where: { 'computed.total_spend': { $exists: true, $gte: 10 } } },
        { kind: 'profile', where: { 'traits.plan': { $eq: 'pro' } } },
      ],
    })
  })

  const refused: [string, string, string][] = [
    [documented.all, documented.all, 'users of an account'],
    [documented.none, documented.none, 'users of an account'],
    [documented.any, documented.any, 'users of an account'],
    [documented.returned, ">= trait('avg_spend')", 'from visitor to visitor'],
    ["event('A').sources({exclude: 'x', 'y'}).count() >= 1", "sources({exclude: 'x', 'y'})", 'which source'],
    ["event('A').count()", "event('A').count()", 'nothing to compare'],
    ["event('A').within(1 month).count() >= 1", '1 month', 'no length of time'],
    ["event('A').within(0 days).count() >= 1", '0 days', 'no length of time'],
    ["event('A').within(7).count() >= 1", '7', 'no length of time'],
    ["event('A').between(7 days, 7 days).count() >= 1", 'between(7 days, 7 days)', 'no time between'],
    [
      "event('A').within(7 days).between(7 days, 9 days).count() >= 1",
      "event('A').within(7 days).between(7 days, 9 days).count() >= 1",
      'two windows',
    ],
    ["event('A').count() >= 'many'", ">= 'many'", 'with numbers'],
    ["event('A').count().constructor(1)", 'constructor(1)', 'with numbers'],
    ["event('A').max(property('size') as string) = 'L'", "max(property('size') as string)", 'order of texts'],
    ["event('A').sum(trait('x')) > 1", "trait('x')", 'only what an event carries'],
    ["event('A').median(property('x')) > 1", "median(property('x'))", 'no function'],
    ["event('A').unique(property('x')) = 1", "event('A').unique(property('x')) = 1", 'a list of values'],
    [
      "event('A').mode(property('x'), 2).contains('a')",
      "mode(property('x'), 2)",
      'compared with more than one',
    ],
    ["event('A').mode(property('x') as array, 1) = 'a'", "mode(property('x') as array, 1)", 'one by one'],
    ["event('A').where(trait('x') = 1).count() >= 1", "trait('x')", 'only what an event carries'],
    ["event('A').where(property('items.$.sku') = 'x').count() >= 1", "property('items.$.sku')", 'into lists'],
    [
      "event('A').where(event('B').within(parent: 5 days).count() = 0).count() >= 1",
      "event('B').within(parent: 5 days).count() = 0",
      'until when it holds',
    ],
    [
      "event('A').where(event('B').within(parent: 5 days).count() >= 2).count() >= 1",
      "event('B').within(parent: 5 days).count() >= 2",
      'how often it followed',
    ],
    [
      "event('A').where(event('B').within(parent: 5 days).count() >= 1).count() >= 2",
      "event('A').where(event('B').within(parent: 5 days).count() >= 1).count() >= 2",
      'how often it was followed',
    ],
    [
      "event('A').where(NOT event('B').within(parent: 5 days).count() >= 1).count() >= 1",
      "event('B').within(parent: 5 days).count() >= 1",
      'no sequence of two',
    ],
    [
      "event('A').where(event('B').where(property('x') > property(parent: 'x')).within(parent: 5 days).count() >= 1).count() >= 1",
      "> property(parent: 'x')",
      'from visitor to visitor',
    ],
    [
      "event('A').where(property('x').within_last(7 days)).count() >= 1",
      'within_last(7 days)',
      'at its own instant',
    ],
    ["event('A').last(property('x')).before_last(7 days)", 'before_last(7 days)', 'at its own instant'],
    [
      "event('A').where(event('B').where(property('x') = property('x')).within(parent: 5 days).count() >= 1).count() >= 1",
      "= property('x')",
      'from visitor to visitor',
    ],
    ["trait('x').after_next(7 days)", 'after_next(7 days)', 'further ahead'],
    ["trait('x').before_date('soon')", "before_date('soon')", 'no date'],
    ["trait('x').like('a')", "like('a')", 'no comparison'],
    ["trait('x') > true", '> true', 'no order'],
    ["trait('x').omits('a', 'b')", "omits('a', 'b')", 'one text'],
    ["trait('x')", "trait('x')", 'no comparison'],
    ["property('x') = 1", "property('x') = 1", 'nothing of a visitor'],
  ]
  test.each(refused)('[IMP4] says which part it cannot map, where and why: %s', (query, found, why) => {
    const { segment, unmapped } = imported(query)
    expect(segment).toBeNull()
    expect(unmapped).toMatchObject([
      { pointer: '/definition/query', found, why: expect.stringContaining(why) as string },
    ])
    expect(query.slice(unmapped[0]?.offset).startsWith(found)).toBe(true)
    expect(unmapped[0]?.nearest).not.toBe('')
  })

  test('[IMP5] with an unmapped part is no segment, but the part that could be mapped', () => {
    const { segment, partial } = imported(
      "trait('plan') = 'pro' AND event('A').sources(exclude: 'x').count() >= 1",
    )
    expect(segment).toBeNull()
    expect(partial).toEqual({ kind: 'profile', where: { 'traits.plan': { $eq: 'pro' } } })
  })

  const unreadable: [number, string, string][] = [
    [9, '","', "event('A'.count() >= 1"],
    [27, 'a function', "event('A').count() >= 1 AND"],
    [24, 'AND, OR, or the end', "event('A').count() >= 1 trait('x') = 1"],
    [22, 'a function, a text', "event('A').count() >= ; 1"],
    [24, '")"', "(event('A').count() >= 1"],
    [6, 'a text in quotes', "event('A"],
    [100, 'at most 100 levels', '('.repeat(200)],
    [396, 'at most 100 levels', 'NOT '.repeat(200)],
  ]
  test.each(unreadable)(
    '[IMP17] that cannot be read says where it stops being a query: at %d, %s',
    (offset, expected, query) => {
      const { segment, partial, unmapped } = imported(query)
      expect([segment, partial]).toEqual([null, null])
      expect(unmapped).toMatchObject([
        {
          pointer: '/definition/query',
          offset,
          why: expect.stringContaining('cannot be read') as string,
          nearest: expect.stringContaining(expected) as string,
        },
      ])
    },
  )

  const others: [JsonObject, string][] = [
    [{ definition: null }, '/definition/query'],
    [{ definition: { query: ' ' } }, '/definition/query'],
    [{ definition: { query: "trait('x') = 1", type: 'ACCOUNTS' } }, '/definition/type'],
    [{ definition: { query: "trait('x') = 1" }, audienceType: 'LINKED' }, '/audienceType'],
    [{ definition: { query: "trait('x') = 1", targetEntity: 'household' } }, '/definition/targetEntity'],
  ]
  test.each(others)('[IMP4] that is not of users, or has no rule, is refused: %j', (audience, pointer) => {
    const { segment, unmapped } = importSegmentAudience({ name: 'Refused', ...audience })
    expect(segment).toBeNull()
    expect(unmapped).toMatchObject([{ pointer }])
  })
})
