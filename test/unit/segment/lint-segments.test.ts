import { describe, expect, test } from 'vitest'
import {
  type Condition,
  lintSegments,
  type Segment,
  validateSegments,
  type Window,
} from '../../../shared/segment/index.ts'
import { generateCase } from '../../differential/generate.ts'
import { judge } from '../../differential/oracle.ts'
import { createRandom } from '../../differential/random.ts'
import { DAY, segmentOf } from './visitor.ts'

const count = (
  op: { gte: number } | { lte: number } | { eq: number } | { ne: number },
  window: Window = 'P7D',
) => ({ kind: 'event', event: 'A', window, op }) satisfies Condition
const is = (id: string, rest: { for?: string; enteredWithin?: string } = {}): Condition => ({
  kind: 'segment',
  id,
  is: 'in',
  ...rest,
})
const country = (code: string): Condition => ({ kind: 'profile', where: { 'geo.country': code } })

/** `lint pointer` of each; the segments are valid. */
function lint(segments: readonly Segment[], options = {}): string[] {
  expect(validateSegments(segments)).toEqual([])
  return lintSegments(segments, { timezone: 'UTC', ...options }).map(
    ({ lint, pointer }) => `${lint} ${pointer}`,
  )
}
const lintRule = (when: Condition, options = {}) => lint([segmentOf(when)], options)

describe('a condition that does not depend on the visitor', () => {
  const never: [string, Condition][] = [
    ['a count under zero', count({ lte: -1 })],
    ['one and none in one window', { all: [count({ gte: 1 }), count({ eq: 0 })] }],
    ['a condition and its opposite', { all: [country('US'), { not: country('US') }] }],
    ['five and at most two in one window', { all: [count({ gte: 5 }), count({ lte: 2 })] }],
    ['three in 7 days and none in 30', { all: [count({ gte: 3 }), count({ eq: 0 }, 'P30D')] }],
    ['one in 7 days and none ever', { all: [count({ gte: 1 }), count({ eq: 0 }, 'ever')] }],
    [
      'one from 30 to 7 days ago and none in 30 days',
      { all: [count({ gte: 1 }, { between: ['P30D', 'P7D'] }), count({ eq: 0 }, 'P30D')] },
    ],
    [
      'a range that ends before it begins',
      {
        kind: 'event',
        event: 'A',
        window: 'P7D',
        agg: { sum: 'properties.price' },
        op: { between: [5, 3] },
      },
    ],
    [
      'two of three that exclude each other',
      { atLeast: 2, of: [count({ eq: 1 }), count({ eq: 2 }), count({ gte: 3 })] },
    ],
  ]
  test.each(never)('[SEG39] is found, where it can never be true: %s', (_, condition) => {
    expect(lintRule(condition)).toEqual(['neverTrue /segments/0/when'])
    expect(lintRule({ not: condition })).toEqual(['alwaysTrue /segments/0/when'])
    expect(lintRule({ any: [country('US'), condition] })).toEqual(['neverTrue /segments/0/when/any/1'])
  })

  const sometimes: [string, Condition][] = [
    ['one in 30 days and none in 7', { all: [count({ gte: 1 }, 'P30D'), count({ eq: 0 })] }],
    ['exactly one in 7 days and exactly three in 30', { all: [count({ eq: 1 }), count({ eq: 3 }, 'P30D')] }],
    [
      'one yesterday and none today',
      { all: [count({ gte: 1 }, { calendar: 'day', offset: -1 }), count({ eq: 0 }, { calendar: 'day' })] },
    ],
    [
      'one of the last 30 days from 90 to 7 days ago, and none in 30 days',
      { all: [count({ gte: 1 }, { between: ['P90D', 'P7D'] }), count({ eq: 0 }, 'P30D')] },
    ],
    [
      'of two events one and not the other',
      { all: [count({ gte: 1 }), { kind: 'event', event: 'B', window: 'P7D', op: { eq: 0 } }] },
    ],
    ['anything but two', count({ ne: 2 })],
    ['two countries, which a list may have', { all: [country('US'), country('CA')] }],
  ]
  test.each(sometimes)('[SEG39] is not found in what depends on them: %s', (_, condition) => {
    expect(lintRule(condition)).toEqual([])
  })

  test('[SEG39] is found by way of other segments, and in how one leaves', () => {
    const base = segmentOf(count({ gte: 1 }), { id: 'base' })
    expect(lint([base, segmentOf({ all: [is('base'), count({ eq: 0 })] })])).toEqual([
      'neverTrue /segments/1/when',
    ])
    expect(lint([segmentOf(count({ gte: 1 }), { exit: { when: count({ gte: 0 }) } })])).toEqual([
      'alwaysTrue /segments/0/exit/when',
    ])
  })

  test('[SEG39] is found in how long one is a member', () => {
    const base = segmentOf(count({ gte: 1 }), { id: 'base' })
    const asked = (first: object, second: object) =>
      lint([base, segmentOf({ all: [is('base', first), is('base', second)] })])
    expect(asked({ for: 'P7D' }, { enteredWithin: 'P3D' })).toEqual(['neverTrue /segments/1/when'])
    expect(asked({ for: 'P3D' }, { enteredWithin: 'P7D' })).toEqual([])
  })

  test('[SEG39] is found where it has to hold at the moment of an event', () => {
    const holds: Condition = { all: [count({ gte: 1 }), count({ eq: 0 })] }
    const asOf: Condition = { kind: 'asOf', anchor: { event: 'B' }, holds, window: 'P7D' }
    expect(lintRule(asOf)).toEqual(['neverTrue /segments/0/when'])
    expect(lintRule({ ...asOf, holds: count({ gte: 0 }) })).toEqual(['alwaysTrue /segments/0/when/holds'])
  })
})

test('[SEG39] no random rule that is called constant ever answers otherwise', () => {
  let found = 0
  for (let seed = 1; seed <= 1500; seed++) {
    const { segments, computedTraits, steps, timezone } = generateCase(createRandom(seed))
    const lints = lintSegments(segments, { timezone, computedTraits })
    const events = steps.flatMap((step) => (step.type === 'event' ? [step.event] : []))
    const world = {
      events: [...new Map(events.map((event) => [event.id, event])).values()],
      facts: [],
      segments,
      computedTraits,
      timezone,
    }
    for (const [index, { when }] of segments.entries()) {
      const constant = lints.find(({ pointer }) => pointer === `/segments/${index}/when`)
      if (!constant) continue
      found++
      const answers = new Set(steps.map(({ now }) => judge(when, world, now)))
      expect(answers).not.toContain(constant.lint === 'neverTrue')
    }
  }
  expect(found).toBeGreaterThan(20)
}, 60_000)

describe('a window longer than events are kept', () => {
  const retentionMs = 365 * DAY
  const windows: [Window, boolean][] = [
    ['P365D', false],
    ['P366D', true],
    ['ever', false],
    [{ between: ['P400D', 'P30D'] }, true],
    [{ calendar: 'quarter', offset: -2 }, false],
    [{ calendar: 'quarter', offset: -3 }, true],
    [{ from: '2020-01-01' }, false],
  ]
  test.each(windows)('[SEG40] is found at its place: %j', (window, isFound) => {
    const found = isFound ? ['beyondRetention /segments/0/when/window'] : []
    expect(lintRule(count({ gte: 1 }, window), { retentionMs })).toEqual(found)
    expect(lintRule(count({ gte: 1 }, window))).toEqual([])
  })

  test('[SEG40] is found in every kind that looks back, and said in words', () => {
    const [a, b] = [{ event: 'A' }, { event: 'B' }]
    const when: Condition = {
      any: [
        { kind: 'sequence', steps: [a], completedIn: 'P400D' },
        { kind: 'absence', after: a, none: b, within: 'P400D', activeFor: 'ever' },
        { kind: 'pick', pick: 'last', ...a, has: { channel: 'web' }, window: 'P400D' },
        { kind: 'asOf', anchor: a, holds: count({ gte: 1 }, 'P500D'), window: 'P400D' },
      ],
    }
    expect(lintRule(when, { retentionMs })).toEqual([
      'beyondRetention /segments/0/when/any/0/completedIn',
      'beyondRetention /segments/0/when/any/1/within',
      'beyondRetention /segments/0/when/any/2/window',
      'beyondRetention /segments/0/when/any/3/window',
      'beyondRetention /segments/0/when/any/3/holds/window',
    ])
    expect(
      lintSegments([segmentOf(count({ gte: 1 }, 'P400D'))], { timezone: 'UTC', retentionMs }),
    ).toMatchObject([
      { found: 'a look back over 400 days', expected: 'at most 365 days: events are kept no longer' },
    ])
  })
})

describe('a threshold that needs much to be remembered', () => {
  test('[SEG41] is found where a count in a window has to keep so many instants', () => {
    expect(lintRule(count({ gte: 1000 }))).toEqual([])
    expect(lintRule(count({ gte: 2000 }))).toEqual(['largeState /segments/0/when/op'])
    expect(lintRule(count({ gte: 2000 }), { stateLimit: 2000 })).toEqual([])
    expect(lintRule(count({ lte: 2000 }))).toEqual(['largeState /segments/0/when/op'])
    // Of all that ever was only the number is kept.
    expect(lintRule(count({ gte: 2000 }, 'ever'))).toEqual([])
  })

  test('[SEG41] is found where different values are counted, and in long sequences', () => {
    const distinct: Condition = {
      kind: 'event',
      event: 'A',
      window: 'ever',
      agg: { distinct: 'properties.sku' },
      op: { gt: 1000 },
    }
    expect(lintRule(distinct)).toEqual(['largeState /segments/0/when/op'])
    const steps = Array.from({ length: 11 }, () => ({ event: 'A', times: 100 }))
    expect(lintRule({ kind: 'sequence', steps, completedIn: 'P7D' })).toEqual([
      'largeState /segments/0/when/steps',
    ])
    const narrow: Window = { between: ['P365D', 'P364DT20H'] }
    const holds: Condition = { kind: 'profile', where: { 'traits.plan': 'pro' } }
    expect(lintRule({ kind: 'asOf', anchor: { event: 'A' }, holds, window: narrow })).toEqual([
      'largeState /segments/0/when/window',
    ])
  })
})
