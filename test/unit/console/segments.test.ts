import { describe, expect, test } from 'vitest'
import { describeSeen } from '../../../console/explanation/describe-seen.ts'
import { completionOf } from '../../../console/pages/segments/rule/completion.ts'
import { truthsOf } from '../../../console/pages/segments/rule/truths.ts'
import { copyOf, sentenceOf } from '../../../console/pages/segments/segment-of.ts'
import { statusOf } from '../../../console/pages/segments/segment-status.ts'
import type { Condition } from '../../../shared/segment/condition.ts'
import type { ConditionExplanation, TruthName } from '../../../shared/segment/explanation.ts'

describe('what a rule can ask about', () => {
  const observed = {
    events: [
      { name: 'Product Viewed', count: 7, properties: [{ name: 'price', types: ['number'] }] },
      {
        name: 'Wish Made',
        count: 2,
        properties: [
          { name: 'mixed', types: ['number', 'string'] },
          { name: 'plan', types: ['string'] },
        ],
      },
    ],
    traits: [{ name: 'plan', types: ['string'] }],
  }
  const site = {
    catalogue: {
      events: { 'Wish Made': { properties: { plan: ['free', 'pro'], at: 'date' } } },
      traits: { since: 'date' },
    },
    computedTraits: [{ id: 'orders', name: 'Orders', event: '*', window: 'ever' }],
  }
  const { events, eventPaths, profilePaths } = completionOf(site, observed)

  test('[CON56] has the events that came first, and those that are declared or there always', () => {
    expect(events.slice(0, 2)).toEqual([
      { name: 'Product Viewed', count: 7 },
      { name: 'Wish Made', count: 2 },
    ])
    expect(events).toContainEqual({ name: 'Page Viewed', count: null })
  })

  test('[CON56] has what an event carried and is declared to carry, with types where they are one', () => {
    const paths = eventPaths(['Wish Made'])
    expect(paths).toContainEqual({ path: 'properties.mixed', type: null, values: null })
    expect(paths).toContainEqual({ path: 'properties.plan', type: 'string', values: ['free', 'pro'] })
    expect(paths).toContainEqual({ path: 'properties.at', type: 'date', values: null })
    expect(paths).toContainEqual({ path: 'context.page.url', type: 'string', values: null })
    expect(paths.filter(({ path }) => path === 'properties.price')).toEqual([])
  })

  test('[CON56] has the visitor’s traits, seen and declared, computed traits and what the edge knows', () => {
    const paths = new Map(profilePaths.map((known) => [known.path, known]))
    expect(paths.get('traits.plan')?.type).toBe('string')
    expect(paths.get('traits.since')?.type).toBe('date')
    expect(paths.get('computed.orders')?.type).toBe('number')
    expect(paths.get('device.class')?.values).toContain('mobile')
    expect(paths.has('geo')).toBe(false)
  })

  test('[CON56] is what there always is, where nothing was observed or declared', () => {
    const empty = completionOf({ catalogue: 'wrong' }, undefined)
    expect(empty.events.map(({ name }) => name)).toContain('Session Started')
    expect(empty.eventPaths(['Unknown']).map(({ path }) => path)).toContain('channel')
  })
})

describe('of how many a condition holds', () => {
  const leaf = (event: string): Condition => ({ kind: 'event', event, window: 'P7D' })
  const explained = (truth: TruthName, ...children: ConditionExplanation[]): ConditionExplanation => ({
    truth,
    sentence: '',
    since: null,
    changesAt: null,
    ...(children.length > 0 && { children }),
  })

  test('[CON55] is counted for each condition where it stands', () => {
    const when: Condition = { all: [leaf('A'), { not: { any: [leaf('B'), leaf('C')] } }] }
    const visitor = (a: TruthName, b: TruthName, c: TruthName) =>
      explained('false', explained(a), explained('true', explained('false', explained(b), explained(c))))
    const truths = truthsOf(when, [visitor('true', 'true', 'unknown'), visitor('true', 'false', 'false')])
    expect(Object.fromEntries(truths)).toEqual({
      '/when': { holds: 0, of: 2 },
      '/when/all/0': { holds: 2, of: 2 },
      '/when/all/1': { holds: 2, of: 2 },
      '/when/all/1/not': { holds: 0, of: 2 },
      '/when/all/1/not/any/0': { holds: 1, of: 2 },
      '/when/all/1/not/any/1': { holds: 0, of: 2 },
    })
  })

  test('[CON55] is not told of conditions that the trial did not know', () => {
    const truths = truthsOf({ all: [leaf('A'), leaf('B')] }, [explained('true', explained('true'))])
    expect([...truths.keys()]).toEqual(['/when', '/when/all/0'])
  })
})

test('[CON55] what was seen is said in a few words', () => {
  expect(describeSeen(3)).toBe('3')
  expect(describeSeen(null)).toBe('nothing')
  expect(describeSeen([])).toBe('nothing')
  expect(describeSeen({ 'traits.plan': 'pro', 'traits.age': null })).toBe('traits.plan: pro, traits.age: –')
  expect(describeSeen('2026-11-22T08:30:15.123Z')).toBe('2026-11-22 08:30 UTC')
})

test('[CON57] a segment is a draft, live, or live and changed', () => {
  const changes = [
    { type: 'added', kind: 'segments', id: 'a', after: {} },
    { type: 'changed', kind: 'segments', id: 'b', fields: [] },
    { type: 'changed', kind: 'experiences', id: 'c', fields: [] },
    { type: 'reordered', kind: 'segments', before: ['c'], after: ['c'] },
  ] as const
  expect(statusOf('a', changes)).toMatchObject({ label: 'Draft', isPublished: false })
  expect(statusOf('b', changes)).toMatchObject({ label: 'Live, changed', isPublished: true })
  expect(statusOf('c', changes)).toMatchObject({ label: 'Live', isPublished: true })
})

test('[CON63] a rule that is not one yet has no sentence, and breaks nothing', () => {
  expect(sentenceOf({ id: 'a', when: { all: [] } }, [])).toBeNull()
  expect(sentenceOf({ id: 'a', when: { kind: 'event' } }, 'wrong')).toBeNull()
  expect(sentenceOf({ id: 'a' }, undefined)).toBeNull()
  const when = { kind: 'profile', where: { 'computed.orders': { $gte: 3 } } }
  expect(sentenceOf({ id: 'a', when }, [{ id: 'orders', name: 'Number of orders' }])).toBe(
    'Visitors who have a profile where the number of orders is at least 3.',
  )
})

test('[CON58] a copy has a name and an id that no other has', () => {
  const segment = { id: 'vip', name: 'VIP', when: { all: [] } }
  expect(copyOf(segment, [segment])).toEqual({ ...segment, id: 'vip-copy', name: 'VIP (copy)' })
  expect(copyOf(segment, [segment, { id: 'vip-copy' }])).toMatchObject({
    id: 'vip-copy-2',
    name: 'VIP (copy 2)',
  })
  expect(copyOf({ ...segment, id: 'x'.repeat(63) }, []).id.length).toBeLessThanOrEqual(63)
})
