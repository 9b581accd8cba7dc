import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { ComputedTrait, validateComputedTraits } from '../../../../shared/segment/index.ts'
import {
  importGrowthBookCondition,
  importGrowthBookSavedGroups,
  importSegmentAudience,
  importSegmentComputedTrait,
} from '../../../../shared/segment/import/index.ts'

const imported = (query: string, more: object = {}) =>
  importSegmentComputedTrait({ name: 'It', key: 'it', definition: { query }, ...more })

describe('the import of Segment’s computed traits', () => {
  const price = { path: 'properties.price' }
  const traits: [string, object][] = [
    ["event('A').count()", { event: 'A', window: 'ever' }],
    [
      "event('A').where(property('size') = 'XL').within(30 days).count()",
      { event: 'A', where: { 'properties.size': { $eq: 'XL' } }, window: 'P30D' },
    ],
    ["event('A').within(7 days).sum(property('price'))", { window: 'P7D', agg: { sum: price.path } }],
    ["event('A').avg(property('price'))", { window: 'ever', agg: { avg: price.path } }],
    ["event('A').min(property('price'))", { agg: { min: price.path } }],
    ["event('A').max(property('price'))", { agg: { max: price.path } }],
    ["event('A').first(property('price'))", { agg: { first: price.path } }],
    ["event('A').last(context('page.url'))", { agg: { last: 'context.page.url' } }],
    ["event('A').mode(property('price'), 1)", { agg: { mostFrequent: price.path } }],
    ["event('A').unique(property('price'))", { agg: { distinct: price.path } }],
    ["event('A').between(7 days, 10 days).count()", { window: { between: ['P10D', 'P7D'] }, event: 'A' }],
  ]

  test.each(traits)('[SEG78] %s becomes one that a site can have', (query, expected) => {
    const { computedTrait, unmapped } = imported(query, { description: 'What it says' })
    expect(unmapped).toEqual([])
    expect(computedTrait).toMatchObject({ id: 'it', name: 'It', description: 'What it says', ...expected })
    const parsed = v.parse(ComputedTrait, computedTrait)
    expect(validateComputedTraits([parsed])).toEqual([])
  })

  const refused: [string, string, string][] = [
    ["event('A')", "event('A')", 'no value is made'],
    ["event('A').count() >= 2", '>= 2', 'the value before it'],
    ["event('A').unique(property('price')).count()", 'count()', 'the value before it'],
    ["event('A').mode(property('price'), 3)", "mode(property('price'), 3)", 'any most frequent value counts'],
    ["event('A').median(property('price'))", "median(property('price'))", 'no value that can be made'],
    ["event('A').sum('price')", "'price'", 'takes a property'],
    ["trait('plan') = 'pro'", "trait('plan') = 'pro'", 'not one value'],
    [
      "event('A').where(event('B').within(parent: 5 days).count() >= 1).count()",
      "event('B').within(parent: 5 days).count() >= 1",
      'one event at a time',
    ],
    ["event('A'", 'the end', 'cannot be read'],
    ['', '""', 'no query'],
  ]

  test.each(refused)('[SEG78] %s is refused with its place', (query, found, why) => {
    const { computedTrait, unmapped } = imported(query)
    expect(computedTrait).toBeNull()
    expect(unmapped).toMatchObject([
      { pointer: '/definition/query', found, why: expect.stringContaining(why) },
    ])
  })

  test('[SEG78] one of accounts, or with a name that no path can have, is refused', () => {
    const definition = { query: "event('A').count()", type: 'ACCOUNTS' }
    expect(imported('', { definition }).unmapped).toMatchObject([{ pointer: '/definition/type' }])
    expect(imported("event('A').count()", { key: 'total.spend' }).unmapped).toMatchObject([
      { pointer: '/key', found: '"total.spend"' },
    ])
  })
})

describe('an imported rule', () => {
  test('[SEG78] names the computed traits that the site has to have', () => {
    const audience = {
      name: 'Big',
      definition: {
        query: "trait('total_spend') >= 10 AND trait('plan') = 'pro' AND trait('total_spend') < 99",
      },
    }
    expect(importSegmentAudience(audience, { computed: ['total_spend', 'orders'] }).computedTraits).toEqual([
      'total_spend',
    ])
    expect(importSegmentAudience(audience).computedTraits).toEqual([])
    const attributes = { spend: 'computed.total_spend' }
    expect(importGrowthBookCondition({ spend: { $gt: 10 } }, {}, { attributes }).computedTraits).toEqual([
      'total_spend',
    ])
    const group = { id: 'big', name: 'Big', type: 'condition', condition: '{ "spend": { "$gt": 10 } }' }
    expect(importGrowthBookSavedGroups([group], { attributes }).computedTraits).toEqual(['total_spend'])
  })
})
