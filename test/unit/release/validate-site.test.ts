import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { validateSite } from '../../../shared/release/index.ts'
import { issueAfter, issuesAfter, siteDocument } from './site.ts'

describe('a site document', () => {
  test('[REL1] that is right passes, with its defaults filled in', () => {
    const result = validateSite(siteDocument())
    expect(result).toMatchObject({ ok: true, site: { id: 'shop', writeKeys: [{ consent: 'required' }] } })
    const { experiences, slots } = result.ok ? result.site : { experiences: [], slots: [] }
    expect(experiences[0]).toMatchObject({ enabled: true, holdout: 0.1 })
    expect(slots[0]).toMatchObject({ default: {}, fields: { cta: { type: 'link', required: false } } })
  })

  test('[REL1] of the demo shop passes', async () => {
    const file = new URL('../../../demo-site/site.json', import.meta.url)
    const result = validateSite(JSON.parse(await readFile(file, 'utf8')))
    expect(result.ok ? [] : result.issues).toEqual([])
  })

  test.each([null, 7, 'site', [], {}])('[REL2] is not %j', (document) => {
    const result = validateSite(document)
    expect(result.ok).toBe(false)
    for (const issue of result.ok ? [] : result.issues) {
      expect(issue).toEqual({
        pointer: expect.stringMatching(/^$|^\//),
        found: expect.stringMatching(/./),
        expected: expect.stringMatching(/./),
      })
    }
  })

  test('[ING52] that sets undeclared events aside declares some', () => {
    expect(issuesAfter({ '/undeclaredEvents': 'quarantine', '/catalogue': { traits: {} } })).toEqual([
      {
        pointer: '/undeclaredEvents',
        found: '"quarantine"',
        expected: 'events in "catalogue" to hold them against',
      },
    ])
    expect(
      issuesAfter({ '/undeclaredEvents': 'quarantine', '/catalogue': { events: { 'Signed In': {} } } }),
    ).not.toContainEqual(expect.objectContaining({ pointer: '/undeclaredEvents' }))
  })

  test('[REL2] with many mistakes of shape is told all of them at once', () => {
    const issues = issuesAfter({
      '/schema': 'site/2',
      '/name': '',
      '/origins': 'https://shop.example',
      '/segments/0/name': undefined,
      '/slots/0/fields/title/type': 'txt',
      '/experiences/0/holdout': 1.5,
      '/experiences/0/variants': [],
    })
    expect(issues).toEqual([
      { pointer: '/schema', found: '"site/2"', expected: '"site/1"' },
      { pointer: '/name', found: '""', expected: 'at least one character' },
      { pointer: '/origins', found: '"https://shop.example"', expected: 'a list' },
      { pointer: '/segments/0/name', found: 'nothing', expected: 'this member, it is required' },
      {
        pointer: '/slots/0/fields/title/type',
        found: '"txt"',
        expected: 'one of (text, richText, image, link, number, boolean, list, json); did you mean "text"?',
      },
      { pointer: '/experiences/0/holdout', found: '1.5', expected: 'a number that is at most 1' },
      { pointer: '/experiences/0/variants', found: 'an empty list', expected: 'at least one entry' },
    ])
  })

  test('[REL3] with members that are not known is told what they should be called', () => {
    const issues = issuesAfter({
      '/experience': [],
      '/segements': [],
      '/segments/0/when/windows': 'P7D',
      '/experiences/0/audience/segmnt': 'x',
      '/experiences/0/experiment/traffic_allocation': 1,
    })
    expect(
      issues.map(({ pointer, expected }) => [pointer, /did you mean "(.*)"/.exec(expected)?.[1]]),
    ).toEqual([
      ['/segments/0/when/windows', 'window'],
      ['/experiences/0/audience/segmnt', 'segment'],
      ['/experiences/0/experiment/traffic_allocation', 'trafficAllocation'],
      ['/experience', 'experiences'],
      ['/segements', 'segments'],
    ])
    expect(issues.every(({ found }) => found === 'a member that is not known here')).toBe(true)
  })

  test.each([
    ['goals', '/goals/1/id'] as const,
    ['segments', '/segments/2/id'] as const,
    ['slots', '/slots/1/id'] as const,
    ['experiences', '/experiences/1/id'] as const,
  ])('[REL4] has each id once among its %s', (list, pointer) => {
    const [first] = siteDocument()[list]
    const issue = issueAfter({ [`/${list}/-`]: first })
    expect(issue).toMatchObject({ pointer, expected: expect.stringContaining('an id of its own') })
  })

  test('[REL4] has each variant, key and origin once', () => {
    const issues = issuesAfter({
      '/origins/-': 'https://shop.example',
      '/writeKeys/-': { key: 'ewk_shop_local' },
      '/experiences/0/variants/1/id': 'baseline',
    })
    expect(issues.map(({ pointer }) => pointer)).toEqual([
      '/origins/1',
      '/writeKeys/1/key',
      '/experiences/0/variants/1/id',
    ])
  })

  test.each([
    ['slot', 'heroo', '/experiences/0/slot', 'a slot (hero); did you mean "hero"?'],
    [
      'audience',
      { segment: 'hikingfans' },
      '/experiences/0/audience/segment',
      'a segment (hiking-fans, customers); did you mean "hiking-fans"?',
    ],
    [
      'experiment',
      { distribution: [0.5, 0.5], goals: ['ordr'] },
      '/experiences/0/experiment/goals/0',
      'a goal (order); did you mean "order"?',
    ],
  ])('[REL5] names a %s that exists', (member, value, pointer, expected) => {
    const issue = issueAfter({ [`/experiences/0/${member}`]: value })
    expect(issue).toMatchObject({ pointer, expected })
  })
})

describe('a schedule', () => {
  const schedule = (value: object) => issuesAfter({ '/experiences/0/schedule': value })

  test('[REL12] is made of dates with a time', () => {
    const expected = expect.stringMatching(/^a date and time/)
    expect(schedule({ from: '2026-12-24', to: 'Christmas' })).toEqual([
      { pointer: '/experiences/0/schedule/from', found: '"2026-12-24"', expected },
      { pointer: '/experiences/0/schedule/to', found: '"Christmas"', expected },
    ])
  })

  test('[REL12] ends after it starts, in the zone of the site', () => {
    expect(schedule({ from: '2026-12-24T18:00', to: '2026-12-24T18:00' })).toMatchObject([
      { pointer: '/experiences/0/schedule/to', expected: 'a time after 2026-12-24T18:00' },
    ])
    // 18:00 in Berlin is 17:00 UTC
    expect(schedule({ from: '2026-12-24T18:00', to: '2026-12-24T17:00Z' })).toHaveLength(1)
    expect(schedule({ from: '2026-12-24T18:00', to: '2026-12-24T17:01Z' })).toEqual([])
    expect(schedule({ to: '2026-12-24T18:00' })).toEqual([])
  })
})

describe('an experiment', () => {
  const experiment = (value: object) => issuesAfter({ '/experiences/0/experiment': value })

  test('[REL13] has a share for each variant, and they add up to 1', () => {
    expect(experiment({ distribution: [1] })).toMatchObject([
      {
        pointer: '/experiences/0/experiment/distribution',
        found: 'a list of 1',
        expected: 'a share for each of the 2 variants',
      },
    ])
    expect(experiment({ distribution: [0.5, 0.4] })).toMatchObject([
      { found: 'shares that add up to 0.9', expected: 'shares that add up to 1' },
    ])
    expect(experiment({ distribution: [0.1, 0.9] })).toEqual([])
    expect(experiment({ distribution: [0.333333, 0.666666] })).toEqual([])
  })

  test('[REL13] is needed where there are several variants', () => {
    const issue = issueAfter({ '/experiences/0/experiment': undefined })
    expect(issue).toEqual({
      pointer: '/experiences/0/experiment',
      found: 'nothing',
      expected: 'an experiment that splits the audience between the 2 variants, or a single variant',
    })
  })
})

describe('what a site says of itself', () => {
  test.each([
    ['https://shop.example/', 'https://shop.example'],
    ['https://shop.example/path?x', 'https://shop.example'],
    ['https://Shop.Example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['http://localhost:80', 'http://localhost'],
    ['shop.example', null],
    ['https://*.shop.example', null],
    ['*', null],
    ['https://shop.example:99999', null],
    ['ftp://shop.example', null],
  ])('[REL14] %s is no exact origin', (origin, suggestion) => {
    const issue = issueAfter({ '/origins/0': origin })
    expect(issue.pointer).toBe('/origins/0')
    if (suggestion !== null) expect(issue.expected).toContain(`did you mean ${JSON.stringify(suggestion)}?`)
  })

  test.each([
    'https://shop.example:8443',
    'http://localhost:3000',
    'http://[::1]:3000',
    'http://127.0.0.1',
    'https://xn--bcher-kva.example',
  ])('[REL14] %s is an exact origin', (origin) => {
    expect(issuesAfter({ '/origins/0': origin })).toEqual([])
  })

  test('[REL15] its write keys are its own', () => {
    const issue = issueAfter({ '/writeKeys/0/key': 'ewk_other-shop_local' })
    expect(issue).toEqual({
      pointer: '/writeKeys/0/key',
      found: '"ewk_other-shop_local", a key of the site "other-shop"',
      expected: 'a key of this site, that begins with "ewk_shop_"',
    })
  })

  test('[REL16] its time zone exists', () => {
    const issue = issueAfter({ '/timezone': 'Europe/Berln' })
    expect(issue).toMatchObject({
      pointer: '/timezone',
      expected: 'an IANA time zone such as "Europe/Berlin"; did you mean "Europe/Berlin"?',
    })
  })

  test('[REL5] the value of a goal is a path into its event', () => {
    const issue = issueAfter({ '/goals/0/value': 'revenue' })
    expect(issue).toMatchObject({
      pointer: '/goals/0/value',
      expected: expect.stringContaining('properties.revenue'),
    })
  })
})

describe('rules', () => {
  const wrong = { kind: 'profile', where: { 'geo.country': { $eqq: 'IE' } } }

  test('[REL17] are checked in segments', () => {
    const issue = issueAfter({ '/segments/1/when': wrong })
    expect(issue).toMatchObject({
      pointer: '/segments/1/when/where/geo.country/$eqq',
      expected: expect.stringContaining('did you mean "$eq"?'),
    })
  })

  test('[REL17] are checked in the audience of an experience, and reported there', () => {
    const fine = { kind: 'event', event: 'Order Completed', window: 'ever' }
    const [first] = siteDocument().experiences
    const issue = issueAfter({
      '/experiences/0/audience': { when: { all: [fine] } },
      '/experiences/-': { ...first, id: 'other', audience: { when: { any: [fine, wrong] } } },
    })
    expect(issue.pointer).toBe('/experiences/1/audience/when/any/1/where/geo.country/$eqq')
  })

  test('[REL17] of an audience that has the wrong shape are reported at their place', () => {
    const issue = issueAfter({
      '/experiences/0/audience': { when: { kind: 'event', event: 'Order Completed', window: 'a week' } },
    })
    expect(issue).toMatchObject({ pointer: '/experiences/0/audience/when/window', found: '"a week"' })
  })

  test('[REL17] cannot refer to the audience of an experience', () => {
    const issue = issueAfter({
      '/experiences/0/audience': { when: { kind: 'segment', id: 'customers', is: 'in' } },
      '/segments/0/when': { kind: 'segment', id: 'experience:hiking-hero', is: 'in' },
    })
    expect(issue.pointer).toBe('/segments/0/when/id')
  })

  test('[REL17] of a page ask about what is known of a page', () => {
    const page = { $or: [{ paht: '/' }], 'query.utm_source': { $regx: 'x' } }
    const issues = issuesAfter({ '/experiences/0/page': page })
    expect(
      issues.map(({ pointer, expected }) => [pointer, /did you mean "(.*)"/.exec(expected)?.[1]]),
    ).toEqual([
      ['/experiences/0/page/$or/0/paht', 'path'],
      ['/experiences/0/page/query.utm_source/$regx', '$regex'],
    ])
  })
})
