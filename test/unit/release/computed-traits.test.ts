import { describe, expect, test } from 'vitest'
import { lintSite, validateSite } from '../../../shared/release/index.ts'
import { issueAfter, issuesAfter, siteDocument } from './site.ts'

const favourite = {
  id: 'favourite',
  name: 'Category viewed most',
  event: 'Product Viewed',
  window: 'P30D',
  agg: { mostFrequent: 'properties.category' },
}
const TITLE = '/experiences/0/variants/1/fields/title'

describe('the computed traits of a site document', () => {
  test('[REL30] may be read by rules, audiences and merge tags', () => {
    const rule = { kind: 'profile', where: { 'computed.favourite': 'hiking' } }
    expect(
      issuesAfter({
        '/computedTraits': [favourite],
        '/segments/0/when': rule,
        '/experiences/0/audience': { when: rule },
        [TITLE]: 'More {{ computed.favourite | default: "of all" }}',
      }),
    ).toEqual([])
  })

  test('[REL30] that are wrong are refused with their place', () => {
    expect(
      issuesAfter({
        '/computedTraits': [
          { ...favourite, id: '1st', agg: { mostfrequent: 'properties.category' } },
          { ...favourite, windows: 'P7D' },
        ],
      }),
    ).toEqual([
      {
        pointer: '/computedTraits/1/windows',
        found: 'a member that is not known here',
        expected:
          'one of (id, name, description, event, where, window, agg, timezone); did you mean "window"?',
      },
      {
        pointer: '/computedTraits/0/id',
        found: '"1st"',
        expected: 'a letter, then letters, digits, underscores and dashes',
      },
      {
        pointer: '/computedTraits/0/agg',
        found: 'an object with mostfrequent',
        expected:
          '"count", or exactly one of sum, min, max, avg, first, last, mostFrequent, distinct with a path such as "properties.category"',
      },
    ])
    expect(issueAfter({ '/computedTraits': [favourite, favourite] })).toMatchObject({
      pointer: '/computedTraits/1/id',
      expected: 'an id of its own; computed trait 0 has this one',
    })
  })

  test('[REL30] that are not there are refused where they are read, with the nearest', () => {
    const expected = 'a computed trait of the site (computed.favourite); did you mean "computed.favourite"?'
    const rule = { kind: 'profile', where: { 'computed.favorite': 'hiking' } }
    expect(issueAfter({ '/computedTraits': [favourite], '/segments/0/when': rule })).toEqual({
      pointer: '/segments/0/when/where/computed.favorite',
      found: '"computed.favorite"',
      expected,
    })
    expect(issueAfter({ '/computedTraits': [favourite], '/experiences/0/audience': { when: rule } })).toEqual(
      {
        pointer: '/experiences/0/audience/when/where/computed.favorite',
        found: '"computed.favorite"',
        expected,
      },
    )
    expect(issueAfter({ '/computedTraits': [favourite], [TITLE]: 'More {{ computed.favorite }}' })).toEqual({
      pointer: TITLE,
      found: '{{ computed.favorite }} at line 1, column 9',
      expected,
    })
    expect(issueAfter({ [TITLE]: '{{ computed.favourite }}' })).toMatchObject({
      expected: 'a computed trait of the site, and there is none',
    })
  })

  test('[REL31] are held against the catalogue, and so is what is asked of their values', () => {
    const catalogue = {
      events: { 'Product Viewed': { properties: { category: 'string', price: 'number' } } },
    }
    const trait = { ...favourite, event: 'Product Viwed', window: 'P400D' }
    const site = (changes: object) => ({ ...siteDocument(), catalogue, ...changes })
    const wrong = validateSite(
      site({
        computedTraits: [
          { ...favourite, where: { 'properties.price': 'free' } },
          { ...favourite, id: 'total', agg: { sum: 'properties.category' } },
          { ...favourite, id: 'views', agg: 'count' },
        ],
        segments: [
          {
            ...siteDocument().segments[0],
            when: { kind: 'profile', where: { 'computed.views': { $withinLast: 'P7D' } } },
          },
          siteDocument().segments[1],
        ],
      }),
    )
    expect(wrong.ok ? [] : wrong.issues.map(({ pointer }) => pointer)).toEqual([
      '/computedTraits/0/where/properties.price',
      '/computedTraits/1/agg/sum',
      '/segments/0/when/where/computed.views/$withinLast',
    ])
    const right = validateSite(site({ computedTraits: [trait], retentionMonths: 12 }))
    const lints = right.ok ? lintSite(right.site) : []
    expect(lints.filter(({ pointer }) => pointer.startsWith('/computedTraits'))).toMatchObject([
      { lint: 'notInCatalogue', pointer: '/computedTraits/0/event', found: '"Product Viwed"' },
      { lint: 'beyondRetention', pointer: '/computedTraits/0/window' },
    ])
  })

  test('[REL31] that are numbers even of nothing are not taken for missing', () => {
    const when = { kind: 'profile', where: { 'computed.it': { $lt: 3 } } }
    const lintsOf = (agg: unknown) => {
      const { segments, ...document } = siteDocument()
      const result = validateSite({
        ...document,
        segments: [{ ...segments[0], when }, segments[1]],
        computedTraits: [{ ...favourite, id: 'it', agg }],
      })
      return result.ok ? lintSite(result.site).map(({ lint }) => lint) : result.issues
    }
    expect(lintsOf('count')).toEqual([])
    expect(lintsOf({ avg: 'properties.price' })).toEqual(['missingFits'])
  })
})
