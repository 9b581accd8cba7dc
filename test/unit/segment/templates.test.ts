import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { lintSegments, Segment, validateSegments } from '../../../shared/segment/index.ts'
import { SEGMENT_TEMPLATES } from '../../../shared/segment/templates/index.ts'
import { createVisitor, DAY, HOUR, MINUTE, segmentOf } from './visitor.ts'

const templates = SEGMENT_TEMPLATES.flatMap((group) => group.templates)
const base = segmentOf({ kind: 'event', event: 'Signed In', window: 'ever' }, { id: 'base' })

function segmentFrom(id: string, values: Record<string, string | number> = {}): Segment {
  const template = templates.find((candidate) => candidate.id === id)
  if (!template) throw new Error(`no template ${id}`)
  const isOfSegment = Object.values(template.blanks).some(({ type }) => type === 'segment')
  return {
    ...segmentOf({ all: [] }),
    name: template.name,
    ...template.fill({ ...(isOfSegment && { segment: 'base' }), ...values }),
  }
}

type Life = ReturnType<typeof createVisitor>

/** What is asked for by a template, when it comes to hold, and when it does not any more: the twelve phrases and the readings they have. */
const PHRASES: readonly [
  phrase: number,
  template: string,
  live: (visitor: Life) => void,
  inAt: number,
  outAt: number,
][] = [
  [1, 'viewed-not-bought', (one) => one.track(0, 'Product Viewed', { sku: 'A' }), 7 * DAY - 1, 7 * DAY],
  [
    1,
    'viewed-often',
    (one) => [0, HOUR].map((at) => one.track(at, 'Product Viewed', { category: 'hiking' })),
    HOUR,
    7 * DAY,
  ],
  [
    2,
    'cart-in-the-same-hours',
    (one) => {
      one.identify(0, { birthdate: '1998-05-05' })
      one.facts(0, { geo: { city: 'New York' } })
      one.track(0, 'Product Added')
    },
    1,
    72 * HOUR,
  ],
  [
    2,
    'cart-hours-after',
    (one) => {
      one.identify(0, { birthdate: '1998-05-05' })
      one.facts(0, { geo: { city: 'New York' } })
      one.track(0, 'Product Added')
      one.track(90 * HOUR, 'Order Completed')
    },
    72 * HOUR,
    90 * HOUR,
  ],
  [
    3,
    'spent-last-quarter',
    (one) => {
      one.facts(0, { geo: { regionCode: 'CA' } })
      one.track(0, 'Order Completed', { revenue: 600 })
      one.track(61 * DAY, 'Email Opened')
    },
    61 * DAY,
    64 * DAY,
  ],
  [3, 'spent-lately', (one) => one.track(0, 'Order Completed', { revenue: 501 }), 1, 90 * DAY],
  [
    4,
    'cart-abandoned-each',
    (one) => {
      one.track(0, 'Product Added', { cart_id: 'a' })
      one.track(HOUR, 'Order Completed', { cart_id: 'b' })
    },
    48 * HOUR,
    48 * HOUR + 14 * DAY,
  ],
  [4, 'cart-then-nothing', (one) => one.track(0, 'Product Added'), 30 * MINUTE, 8 * DAY],
  [
    5,
    'research-driven',
    (one) => {
      for (const sku of [1, 2, 3, 4, 5]) one.track(0, 'Product Viewed', { sku })
      for (const at of [1, DAY]) one.track(at, 'Review Read')
      one.track(2 * DAY, 'Order Completed')
    },
    2 * DAY,
    92 * DAY,
  ],
  [
    7,
    'high-value',
    (one) => {
      one.track(0, 'Order Completed', { revenue: 900 })
      for (const day of [350, 351]) one.track(day * DAY, 'Order Completed', { revenue: 60 })
    },
    380 * DAY,
    381 * DAY,
  ],
  [
    8,
    'dormant',
    (one) => {
      one.facts(0, { identity: { unit: 'b' } })
      one.track(0, 'Page Viewed')
      one.track(DAY, 'Score Updated', { model: 'churn', value: 0.8 })
      one.track(32 * DAY, 'Page Viewed')
    },
    30 * DAY,
    32 * DAY,
  ],
  [
    9,
    'third-visit',
    (one) => {
      for (const day of [0, 1, 2]) one.track(day * DAY, 'Page Viewed')
      one.track(2 * DAY + 1, 'Order Completed')
    },
    2 * DAY,
    2 * DAY + 1,
  ],
  [
    9,
    'bounced',
    (one) => one.tell(0, 'Page Viewed', { type: 'page', channel: 'web', properties: { url: '/a' } }),
    30 * MINUTE,
    30 * MINUTE + 30 * DAY,
  ],
  [10, 'exactly-so-often', (one) => [0, 1, 2].map((at) => one.track(at, 'Signed In')), 2, 7 * DAY],
  [
    10,
    'last-was',
    (one) => {
      one.track(0, 'Plan Changed', { plan: 'pro' })
      one.track(DAY, 'Plan Changed', { plan: 'free' })
    },
    1,
    DAY,
  ],
  [10, 'favourite', (one) => one.track(0, 'Product Viewed', { category: 'shoes' }), 1, 30 * DAY],
  [10, 'was-active', (one) => one.track(0, 'Signed In'), 30 * DAY, 90 * DAY],
  [
    10,
    'lapsed',
    (one) => {
      one.track(0, 'Order Completed')
      one.track(61 * DAY, 'Order Completed')
    },
    60 * DAY,
    61 * DAY,
  ],
  [
    11,
    'long-look',
    (one) => {
      one.track(0, 'Page Viewed')
      one.track(MINUTE, 'Page Engaged', { seconds: 60 })
      one.track(2 * MINUTE, 'Product Added')
    },
    MINUTE,
    2 * MINUTE,
  ],
]

describe('a template', () => {
  test.each(templates.map((template) => [template.id, template] as const))(
    '[CON46] makes a rule that is right as it is: %s',
    (id, template) => {
      const segment = segmentFrom(id)
      expect(v.safeParse(Segment, segment).issues).toBeUndefined()
      expect(validateSegments([segment, base])).toEqual([])
      const found = lintSegments([segment, base], { timezone: 'UTC' }).map(({ lint }) => lint)
      expect(found.filter((lint) => lint !== 'missingFits')).toEqual([])
      const named = [...template.phrase.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(Object.keys(template.blanks)).toEqual(expect.arrayContaining(named))
    },
  )

  test.each(PHRASES)('[CON47] means what phrase %i says: %s', (_phrase, id, live, inAt, outAt) => {
    // What happens later is told later
    const before = createVisitor(segmentFrom(id), base)
    live(until(before, inAt))
    expect(before.isIn(inAt)).toBe(true)
    const after = createVisitor(segmentFrom(id), base)
    live(after)
    expect(after.isIn(outAt)).toBe(false)
  })

  test('[CON47] means what phrase 6 says: social-to-mobile', () => {
    const visitor = createVisitor(segmentFrom('social-to-mobile'))
    visitor.tell(0, 'Page Viewed', {
      channel: 'web',
      context: { campaign: { medium: 'social', source: 'photos' } },
    })
    visitor.track(2 * DAY, 'Page Viewed')
    expect(visitor.isIn(2 * DAY)).toBe(false)
    visitor.app(32 * DAY, 'Order Completed')
    expect(visitor.isIn(32 * DAY)).toBe(true)
  })

  test('[CON47] means what phrase 12 says: another segment, a share, a place, a birthday', () => {
    const visitor = createVisitor(
      base,
      ...['long-time-member', 'share', 'near', 'birthday'].map((id) => ({ ...segmentFrom(id), id })),
    )
    visitor.track(0, 'Signed In')
    visitor.facts(0, { geo: { lat: '47.5', lon: '8.72' }, identity: { unit: 'b' } })
    visitor.identify(0, { birthdate: '1990-11-20' })
    expect(visitor.segments(0)).toEqual(['base', 'near', 'share'])
    expect(visitor.segments(7 * DAY)).toEqual(['base', 'long-time-member', 'near', 'share'])
    expect(visitor.segments(12 * DAY)).toEqual(['base', 'birthday', 'long-time-member', 'near', 'share'])
    const share = createVisitor(segmentFrom('share', { percent: 1 }))
    share.facts(0, { identity: { unit: 'b' } })
    expect(share.isIn(0)).toBe(false)
  })

  test('[CON47] there is one at least for each of the twelve phrases', () => {
    const told = new Set([...PHRASES.map(([phrase]) => phrase), 6, 12])
    expect([...told].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    const tried = new Set([...PHRASES.map(([, id]) => id), 'social-to-mobile', 'long-time-member', 'share'])
    for (const id of ['near', 'birthday']) tried.add(id)
    expect(templates.map(({ id }) => id).toSorted()).toEqual([...tried].toSorted())
  })

  test('[CON46] takes what its blanks are filled with', () => {
    expect(segmentFrom('viewed-often', { value: 'running', times: '5' }).when).toEqual({
      kind: 'event',
      event: 'Product Viewed',
      where: { 'properties.category': 'running' },
      window: 'P7D',
      op: { gte: 5 },
    })
  })
})

/** A visitor to whom nothing happens after an instant. */
function until(visitor: Life, last: number): Life {
  const skip =
    <A extends readonly [number, ...unknown[]], R>(act: (...given: A) => R, none: R) =>
    (...given: A) =>
      given[0] <= last ? act(...given) : none
  return {
    ...visitor,
    track: skip(visitor.track, []),
    tell: skip(visitor.tell, []),
    identify: skip(visitor.identify, []),
    facts: skip((...given: Parameters<Life['facts']>) => visitor.facts(...given), []),
  }
}
