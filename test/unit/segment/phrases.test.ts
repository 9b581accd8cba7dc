import { describe, expect, test } from 'vitest'
import { type Condition, type Segment, validateSegments } from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, MINUTE, segmentOf, START } from './visitor.ts'

// What marketers ask for, in their words.

const bought = { event: 'Order Completed' }
const neverBought: Condition = { kind: 'event', ...bought, window: 'ever', op: { eq: 0 } }
const revenue = 'properties.revenue'

function ask(when: Condition, rest: Partial<Segment> = {}, ...others: Segment[]) {
  const segment = segmentOf(when, rest)
  expect(validateSegments([segment, ...others])).toEqual([])
  return createVisitor(segment, ...others)
}

describe('what a rule can say', () => {
  test('[SEG38] viewed product A within the last 7 days and has not purchased', () => {
    const visitor = ask({
      all: [
        { kind: 'event', event: 'Product Viewed', where: { 'properties.sku': 'A' }, window: 'P7D' },
        neverBought,
      ],
    })
    visitor.track(0, 'Product Viewed', { sku: 'A' })
    expect(visitor.isIn(7 * DAY - 1)).toBe(true)
    expect(visitor.isIn(7 * DAY)).toBe(false)
    visitor.track(8 * DAY, 'Product Viewed', { sku: 'A' })
    expect(visitor.isIn(8 * DAY)).toBe(true)
    visitor.track(8 * DAY + 1, 'Order Completed')
    expect(visitor.isIn(8 * DAY + 1)).toBe(false)
  })

  test('[SEG38] aged 25–35, from New York, added to cart but did not purchase in the last 72 hours: both readings', () => {
    const who: Condition = {
      kind: 'profile',
      where: { 'traits.birthdate': { $age: { $gte: 25, $lt: 36 } }, 'geo.city': 'New York' },
    }
    const added = { event: 'Product Added' }
    const sameHours = segmentOf(
      {
        all: [
          who,
          { kind: 'event', ...added, window: 'PT72H' },
          { kind: 'event', ...bought, window: 'PT72H', op: { eq: 0 } },
        ],
      },
      { id: 'same-hours' },
    )
    const hoursAfter = segmentOf(
      {
        all: [
          who,
          {
            kind: 'absence',
            after: added,
            none: bought,
            within: 'PT72H',
            activeFor: 'ever',
            clearedBy: bought,
          },
        ],
      },
      { id: 'hours-after' },
    )
    const visitor = createVisitor(sameHours, hoursAfter)
    visitor.identify(0, { birthdate: '1998-05-05' })
    visitor.facts(0, { geo: { city: 'New York' } })
    visitor.track(0, 'Product Added')
    expect(visitor.segments(HOUR)).toEqual(['same-hours'])
    expect(visitor.segments(72 * HOUR)).toEqual(['hours-after'])
    visitor.track(73 * HOUR, 'Order Completed')
    expect(visitor.segments(73 * HOUR)).toEqual([])
  })

  test('[SEG38] spent over $500 in the last quarter, lives in California, opened an e-mail in the last 3 days', () => {
    const rest: Condition[] = [
      { kind: 'profile', where: { 'geo.regionCode': 'CA' } },
      { kind: 'event', event: 'Email Opened', window: 'P3D' },
    ]
    const spent = { kind: 'event', ...bought, agg: { sum: revenue }, op: { gt: 500 } } as const
    const visitor = createVisitor(
      segmentOf(
        { all: [{ ...spent, window: { calendar: 'quarter', offset: -1 } }, ...rest] },
        { id: 'calendar' },
      ),
      segmentOf({ all: [{ ...spent, window: 'P90D' }, ...rest] }, { id: 'trailing' }),
    )
    visitor.facts(0, { geo: { regionCode: 'CA' } })
    visitor.track(0, 'Order Completed', { revenue: 300 })
    visitor.track(DAY, 'Order Completed', { revenue: 300 })
    visitor.track(2 * DAY, 'Email Opened')
    expect(visitor.segments(2 * DAY)).toEqual(['trailing'])
    visitor.track(61 * DAY, 'Email Opened')
    expect(visitor.segments(61 * DAY)).toEqual(['calendar', 'trailing'])
    visitor.track(91 * DAY, 'Email Opened')
    expect(visitor.segments(91 * DAY)).toEqual(['calendar'])
  })

  test('[SEG38] added to cart and no purchase within 48 hours, per cart', () => {
    const visitor = ask({
      kind: 'absence',
      after: { event: 'Product Added' },
      none: bought,
      within: 'PT48H',
      activeFor: 'P14D',
      key: 'properties.cart_id',
      clearedBy: bought,
    })
    visitor.track(0, 'Product Added', { cart_id: 'a' })
    visitor.track(0, 'Product Added', { cart_id: 'b' })
    visitor.track(HOUR, 'Order Completed', { cart_id: 'a' })
    expect(visitor.isIn(48 * HOUR)).toBe(true)
    visitor.track(49 * HOUR, 'Order Completed', { cart_id: 'a' })
    expect(visitor.isIn(49 * HOUR)).toBe(true)
    visitor.track(50 * HOUR, 'Order Completed', { cart_id: 'b' })
    expect(visitor.isIn(50 * HOUR)).toBe(false)
  })

  test('[SEG38] high-value repeat customers; leaves when under $800, at the earliest after 30 days', () => {
    const inYear = { kind: 'event', ...bought, window: 'P365D' } as const
    const visitor = ask(
      {
        all: [
          { ...inYear, op: { gte: 3 } },
          { ...inYear, agg: { sum: revenue }, op: { gte: 1000 } },
          { ...inYear, agg: { avg: revenue }, op: { gte: 100 } },
        ],
      },
      { exit: { when: { ...inYear, agg: { sum: revenue }, op: { lt: 800 } }, minStay: 'P30D' } },
    )
    visitor.track(0, 'Order Completed', { revenue: 900 })
    visitor.track(350 * DAY, 'Order Completed', { revenue: 50 })
    visitor.track(351 * DAY, 'Order Completed', { revenue: 60 })
    expect(visitor.isIn(351 * DAY)).toBe(true)
    // The 900 leave on day 365, but nobody leaves before day 381.
    expect(visitor.wait(400 * DAY)).toEqual([{ segment: 'it', type: 'exited', at: 381 * DAY }])
  })

  test('[SEG38] dormant by churn score, not seen for 30 days; leaves under 0.5 or on a visit; 10 % held out', () => {
    const seen = { kind: 'event' as const, event: ['Page Viewed', 'Screen Viewed'] }
    const dormant = segmentOf(
      {
        all: [
          { kind: 'score', model: 'churn', op: { gte: 0.7 } },
          { ...seen, window: 'P30D', op: { eq: 0 } },
          { kind: 'bucket', seed: 'dormant-holdout', range: [0.1, 1] },
        ],
      },
      {
        exit: {
          when: {
            any: [
              { kind: 'score', model: 'churn', op: { lt: 0.5 } },
              { ...seen, window: 'P1D' },
            ],
          },
        },
      },
    )
    expect(validateSegments([dormant])).toEqual([])
    const treated = createVisitor(dormant)
    treated.facts(0, { identity: { unit: 'b' } })
    treated.track(0, 'Page Viewed')
    treated.track(DAY, 'Score Updated', { model: 'churn', value: 0.8 })
    expect(treated.isIn(30 * DAY - 1)).toBe(false)
    expect(treated.isIn(30 * DAY)).toBe(true)
    treated.track(31 * DAY, 'Score Updated', { model: 'churn', value: 0.6 })
    expect(treated.isIn(31 * DAY)).toBe(true)
    treated.track(32 * DAY, 'Page Viewed')
    expect(treated.isIn(32 * DAY)).toBe(false)
  })

  test('[SEG38] exactly 3 logins in 7 days; last plan is "pro"; active 90–30 days ago but not since; lapsed', () => {
    const login = { kind: 'event', event: 'Signed In' } as const
    const visitor = createVisitor(
      segmentOf({ ...login, window: 'P7D', op: { eq: 3 } }, { id: 'three' }),
      segmentOf(
        {
          kind: 'pick',
          pick: 'last',
          event: 'Plan Changed',
          has: { 'properties.plan': 'pro' },
          window: 'ever',
        },
        { id: 'pro' },
      ),
      segmentOf(
        {
          all: [
            { ...login, window: { between: ['P90D', 'P30D'] } },
            { ...login, window: 'P30D', op: { eq: 0 } },
          ],
        },
        { id: 'was-active' },
      ),
      segmentOf(
        {
          all: [
            { kind: 'event', ...bought, window: 'ever' },
            { kind: 'event', ...bought, window: 'P60D', op: { eq: 0 } },
          ],
        },
        { id: 'lapsed' },
      ),
    )
    for (const day of [0, 1, 2]) visitor.track(day * DAY, 'Signed In')
    visitor.track(2 * DAY, 'Plan Changed', { plan: 'pro' })
    visitor.track(2 * DAY, 'Order Completed')
    expect(visitor.segments(2 * DAY)).toEqual(['pro', 'three'])
    expect(visitor.segments(7 * DAY)).toEqual(['pro'])
    expect(visitor.segments(32 * DAY - 1)).toEqual(['pro'])
    expect(visitor.segments(32 * DAY)).toEqual(['pro', 'was-active'])
    expect(visitor.segments(62 * DAY)).toEqual(['lapsed', 'pro', 'was-active'])
    expect(visitor.segments(92 * DAY)).toEqual(['lapsed', 'pro'])
  })

  test('[SEG38] a member of another segment for 7 days; within 50 km of a point; birthday within the next 7 days', () => {
    const base = segmentOf({ kind: 'event', event: 'Signed In', window: 'P30D' }, { id: 'base' })
    const visitor = ask(
      {
        all: [
          { kind: 'segment', id: 'base', is: 'in', for: 'P7D' },
          { kind: 'profile', where: { geo: { $near: { lat: 47.3769, lon: 8.5417, km: 50 } } } },
          { kind: 'profile', where: { 'traits.birthdate': { $anniversaryIn: 'P7D' } } },
        ],
      },
      {},
      base,
    )
    visitor.track(0, 'Signed In')
    visitor.facts(0, { geo: { lat: '47.5', lon: '8.72' } })
    visitor.identify(0, { birthdate: '1990-11-20' })
    expect(
      visitor
        .wait(99 * DAY)
        .filter(({ segment }) => segment === 'it')
        .map(({ at }) => new Date(at + START).toISOString()),
    ).toEqual(['2026-11-13T00:00:00.000Z', '2026-11-21T00:00:00.000Z'])
  })

  test('[SEG38] research-driven buyers: at the moment of buying had viewed ≥ 5 distinct products, read ≥ 2 reviews, come ≥ 3 times, all in 14 days', () => {
    const research = { kind: 'event', window: 'P14D' } as const
    const visitor = ask({
      kind: 'asOf',
      anchor: bought,
      holds: {
        all: [
          { ...research, event: 'Product Viewed', agg: { distinct: 'properties.sku' }, op: { gte: 5 } },
          { ...research, event: 'Review Read', op: { gte: 2 } },
          { ...research, event: 'Session Started', op: { gte: 3 } },
        ],
      },
      window: 'P90D',
    })
    for (const sku of [1, 2, 3, 4, 5]) visitor.track(0, 'Product Viewed', { sku })
    for (const at of [1, DAY]) visitor.track(at, 'Review Read')
    visitor.track(DAY + MINUTE, 'Order Completed')
    // That was in the second session.
    expect(visitor.isIn(DAY + MINUTE)).toBe(false)
    visitor.track(2 * DAY, 'Order Completed')
    expect(visitor.isIn(2 * DAY)).toBe(true)
    visitor.track(3 * DAY, 'Product Viewed', { sku: 6 })
    expect(visitor.isIn(92 * DAY - 1)).toBe(true)
    expect(visitor.isIn(92 * DAY)).toBe(false)
  })

  test('[SEG38] social-to-mobile converters: first session came from social; later a web session followed by a purchase in the app within 30 days', () => {
    const convert = () =>
      ask({
        all: [
          {
            kind: 'pick',
            pick: 'first',
            event: 'Session Started',
            has: { 'properties.campaign.medium': 'social' },
            window: 'ever',
          },
          {
            kind: 'sequence',
            steps: [
              { event: 'Session Started' },
              { event: 'Session Started', where: { channel: 'web' } },
              { ...bought, where: { channel: 'mobile' }, within: 'P30D' },
            ],
            completedIn: 'ever',
          },
        ],
      })
    const fromSocial = { channel: 'web', context: { campaign: { medium: 'social', source: 'photos' } } }
    const converted = convert()
    converted.tell(0, 'Page Viewed', fromSocial)
    converted.app(DAY, 'Order Completed')
    expect(converted.isIn(DAY)).toBe(false)
    converted.track(2 * DAY, 'Page Viewed')
    converted.app(32 * DAY, 'Order Completed')
    expect(converted.isIn(32 * DAY)).toBe(true)
    const searched = convert()
    searched.track(0, 'Page Viewed')
    searched.tell(DAY, 'Page Viewed', fromSocial)
    searched.app(2 * DAY, 'Order Completed')
    expect(searched.isIn(2 * DAY)).toBe(false)
  })

  test('[SEG38] converts after three visits: third session reached, no order yet; bounced early: one page, under 10 seconds', () => {
    const third = segmentOf(
      { all: [{ kind: 'event', event: 'Session Started', window: 'ever', op: { gte: 3 } }, neverBought] },
      { id: 'third' },
    )
    const bounced = segmentOf(
      {
        kind: 'event',
        event: 'Session Ended',
        where: { 'properties.pages': 1, 'properties.engagedMs': { $lt: 10_000 } },
        window: 'P30D',
      },
      { id: 'bounced' },
    )
    expect(validateSegments([third, bounced])).toEqual([])
    const view = (url: string) => ({ type: 'page', channel: 'web', properties: { url } }) as const
    const visitor = createVisitor(third, bounced)
    visitor.tell(0, 'Page Viewed', view('/a'))
    visitor.track(10_000, 'Page Engaged', { seconds: 10 })
    expect(visitor.segments(HOUR)).toEqual([])
    visitor.tell(DAY, 'Page Viewed', view('/a'))
    expect(visitor.segments(DAY + 30 * MINUTE - 1)).toEqual([])
    expect(visitor.segments(DAY + 30 * MINUTE)).toEqual(['bounced'])
    visitor.tell(2 * DAY, 'Page Viewed', view('/a'))
    expect(visitor.segments(2 * DAY)).toEqual(['bounced', 'third'])
    visitor.track(2 * DAY + MINUTE, 'Order Completed')
    expect(visitor.segments(2 * DAY + MINUTE)).toEqual(['bounced'])
  })

  test('[SEG38] time spent on a page over 60 s in this session without an add-to-cart', () => {
    const window = { session: 'current' } as const
    const visitor = ask({
      all: [
        { kind: 'event', event: 'Page Engaged', where: { 'properties.seconds': { $gte: 60 } }, window },
        { kind: 'event', event: 'Product Added', window, op: { eq: 0 } },
      ],
    })
    visitor.track(0, 'Page Viewed')
    visitor.track(30_000, 'Page Engaged', { seconds: 30 })
    expect(visitor.isIn(30_000)).toBe(false)
    visitor.track(60_000, 'Page Engaged', { seconds: 60 })
    expect(visitor.isIn(60_000)).toBe(true)
    visitor.track(70_000, 'Product Added')
    expect(visitor.isIn(70_000)).toBe(false)
    visitor.track(DAY, 'Page Engaged', { seconds: 60 })
    expect(visitor.isIn(DAY)).toBe(true)
    expect(visitor.isIn(DAY + 30 * MINUTE)).toBe(false)
  })

  test('[SEG38] bought in the app within 30 days of a visit from the web', () => {
    const visitor = ask({
      kind: 'sequence',
      steps: [
        { event: 'Page Viewed', where: { channel: 'web' } },
        { event: 'Order Completed', where: { channel: 'mobile' }, within: 'P30D' },
      ],
      completedIn: 'ever',
    })
    visitor.track(0, 'Page Viewed')
    visitor.track(MINUTE, 'Order Completed')
    expect(visitor.isIn(MINUTE)).toBe(false)
    visitor.app(30 * DAY, 'Order Completed')
    expect(visitor.isIn(30 * DAY)).toBe(true)
  })
})
