import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { lintSite, validateSite } from '../../../shared/release/index.ts'
import { issuesAfter, siteDocument } from './site.ts'

const catalogue = {
  events: {
    'Product Viewed': { properties: { category: ['hiking', 'running'] } },
    'Order Completed': { properties: { revenue: 'number', coupon: 'string' } },
  },
  traits: { age: 'number' },
}
const audience = (where: object) => ({ when: { kind: 'profile', where } })

/** The pointers of what is pointed out in a document that can be published. */
function lintsOf(document: object) {
  const result = validateSite(document)
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return lintSite(result.site).map(({ lint, pointer }) => `${lint} ${pointer}`)
}
const document = (changes: object = {}) => ({ ...siteDocument(), catalogue, ...changes })
const withAudience = (where: object) => {
  const { experiences, ...rest } = document()
  return {
    ...rest,
    experiences: experiences.map((experience) => ({ ...experience, audience: audience(where) })),
  }
}

describe('a site with a catalogue', () => {
  test('[REL34] is held against it in segments, audiences and goals', () => {
    expect(issuesAfter({ '/catalogue': catalogue })).toEqual([])
    const wrong = issuesAfter({
      '/catalogue': catalogue,
      '/segments/0/when/where': { 'properties.category': 'hikin' },
      '/experiences/0/audience': audience({ 'traits.age': { $regex: '3' } }),
      '/goals/0/value': 'properties.coupon',
    })
    expect(wrong.map(({ pointer }) => pointer)).toEqual([
      '/segments/0/when/where/properties.category',
      '/experiences/0/audience/when/where/traits.age/$regex',
      '/goals/0/value',
    ])
    expect(wrong[0]?.expected).toBe('one of "hiking", "running"; did you mean "hiking"?')
  })

  test('[REL34] points out what is not in it, wherever it stands, and can be published', () => {
    expect(lintsOf(document())).toEqual([])
    expect(lintsOf(withAudience({ 'traits.agee': 3 }))).toEqual([
      'notInCatalogue /experiences/0/audience/when/where/traits.agee',
    ])
    const goals = [{ id: 'order', name: 'Ordered', event: 'Order Complete', value: 'properties.revenue' }]
    expect(lintsOf(document({ goals }))).toEqual(['notInCatalogue /goals/0/event'])
    const [first, ...segments] = siteDocument().segments
    const misspelt = { ...first, when: { ...first?.when, event: 'Product Seen' } }
    expect(lintsOf(document({ segments: [misspelt, ...segments] }))).toEqual([
      'notInCatalogue /segments/0/when/event',
    ])
  })

  test('[REL34] whose catalogue says nothing is refused at its place', () => {
    expect(issuesAfter({ '/catalogue': { traits: { age: 'nummer' } } })).toMatchObject([
      { pointer: '/catalogue/traits/age', found: '"nummer"' },
    ])
    expect(issuesAfter({ '/catalogue': { event: {} } })).toMatchObject([
      { pointer: '/catalogue/event', expected: expect.stringContaining('did you mean "events"?') as string },
    ])
  })
})

test('[REL35] what is hardly meant is pointed out in audiences, too', () => {
  expect(lintsOf(withAudience({ 'traits.age': { $lt: 25 } }))).toEqual([
    'missingFits /experiences/0/audience/when/where/traits.age',
  ])
})

test('[REL35] there is nothing to point out in the site of the demo', async () => {
  const file = new URL('../../../demo-site/site.json', import.meta.url)
  expect(lintsOf(JSON.parse(await readFile(file, 'utf8')) as object)).toEqual([])
})
