import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  ComputedTrait,
  Condition,
  describeCondition,
  Segment,
  validateComputedTraits,
  validateSegments,
} from '../../../shared/segment/index.ts'
import { createVisitor, createVisitorWith, DAY, HOUR, MINUTE, segmentOf } from './visitor.ts'

const page = await readFile(new URL('../../../docs/reference/segment-language.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/```json\n(.*?)```(?:\n\n\*(.*?)\*\n)?/gs)].map(
  ([, json = '', sentence]) => ({
    json: JSON.parse(json) as unknown,
    sentence,
  }),
)
const documentPage = await readFile(
  new URL('../../../docs/reference/site-document.md', import.meta.url),
  'utf8',
)
const [, traits = ''] =
  /```json\n(.*?)```/s.exec(documentPage.slice(documentPage.indexOf('## Computed traits'))) ?? []
const computedTraits = v.parse(v.array(ComputedTrait), JSON.parse(traits))
const cartIdle = v.parse(Segment, examples[0]?.json)
const isSegment = (json: unknown) => JSON.stringify(json).includes('segment/1')
const highValue = v.parse(Segment, examples.slice(1).find(({ json }) => isSegment(json))?.json)
const conditions = examples
  .filter(({ json }) => !isSegment(json))
  .map(({ json, sentence }) => ({ condition: v.parse(Condition, json), sentence }))

/** The example whose JSON contains a text. */
function exampleWith(text: string): Segment {
  const found = conditions.filter(({ condition }) => JSON.stringify(condition).includes(text))
  expect(found).toHaveLength(1)
  return segmentOf(found[0]?.condition ?? { all: [] })
}

describe('the page of the segment language', () => {
  test('[SEG25] holds valid examples only, with the sentences they are', () => {
    expect(conditions.length).toBeGreaterThan(5)
    for (const { condition, sentence } of conditions) {
      expect(validateSegments([cartIdle, highValue, segmentOf(condition)], { computedTraits })).toEqual([])
      if (sentence === undefined) continue
      const said = describeCondition(condition, computedTraits)
      expect(sentence).toBe(`${said.charAt(0).toUpperCase()}${said.slice(1)}.`)
    }
  })

  test('[SEG25] the cart left idle', () => {
    const visitor = createVisitor({ ...cartIdle, id: 'it' })
    visitor.track(0, 'Product Added')
    expect(visitor.isIn(30 * MINUTE - 1)).toBe(false)
    expect(visitor.isIn(30 * MINUTE)).toBe(true)
    visitor.track(HOUR, 'Order Completed')
    expect(visitor.isIn(HOUR)).toBe(false)
  })

  test('[SEG25] two hiking products in 7 days', () => {
    const visitor = createVisitor(exampleWith('hiking'))
    visitor.track(0, 'Product Viewed', { category: 'hiking' })
    visitor.track(1, 'Product Viewed', { category: 'running' })
    expect(visitor.isIn(1)).toBe(false)
    visitor.track(2, 'Product Viewed', { category: 'hiking' })
    expect(visitor.isIn(2)).toBe(true)
    expect(visitor.isIn(7 * DAY)).toBe(false)
  })

  test('[SEG25] never purchased', () => {
    const visitor = createVisitor(exampleWith('"window":"ever","op":{"eq":0}'))
    expect(visitor.isIn(0)).toBe(true)
    visitor.track(1, 'Order Completed')
    expect(visitor.isIn(1)).toBe(false)
  })

  test('[SEG25] a cart without a purchase within 48 hours, per cart', () => {
    const visitor = createVisitor(exampleWith('"key":"properties.cart_id"'))
    visitor.track(0, 'Product Added', { cart_id: 'a' })
    visitor.track(HOUR, 'Product Added', { cart_id: 'b' })
    visitor.track(2 * HOUR, 'Order Completed', { cart_id: 'a' })
    expect(visitor.isIn(48 * HOUR)).toBe(false)
    expect(visitor.isIn(49 * HOUR)).toBe(true)
    expect(visitor.isIn(49 * HOUR + 14 * DAY)).toBe(false)
  })

  test('[SEG25] a trait and a country', () => {
    const visitor = createVisitor(exampleWith('geo.country'))
    visitor.identify(0, { plan: 'pro' })
    expect(visitor.isIn(0)).toBe(false)
    visitor.facts(1, { geo: { country: 'CA' } })
    expect(visitor.isIn(1)).toBe(true)
  })

  test('[SEG25] three orders in 30 days of somebody who looks at running most', () => {
    expect(validateComputedTraits(computedTraits)).toEqual([])
    const visitor = createVisitorWith(computedTraits, exampleWith('computed.'))
    for (const day of [0, 10, 20]) visitor.track(day * DAY, 'Order Completed')
    visitor.track(20 * DAY, 'Product Viewed', { category: 'hiking' })
    expect(visitor.isIn(20 * DAY)).toBe(false)
    visitor.track(21 * DAY, 'Product Viewed', { category: 'running' })
    expect(visitor.isIn(30 * DAY - 1)).toBe(true)
    expect(visitor.isIn(30 * DAY)).toBe(false)
  })

  test('[SEG25] out of another segment', () => {
    const visitor = createVisitor(exampleWith('"is":"out"'), cartIdle)
    expect(visitor.isIn(0)).toBe(true)
    visitor.track(0, 'Product Added')
    expect(visitor.isIn(30 * MINUTE)).toBe(false)
  })

  test('[SEG25] over 500 in the last quarter', () => {
    const visitor = createVisitor(exampleWith('"quarter"'))
    visitor.track(0, 'Order Completed', { revenue: 501 })
    expect(visitor.isIn(60 * DAY)).toBe(false)
    expect(visitor.isIn(61 * DAY)).toBe(true)
  })

  test('[SEG25] the last plan, and the most viewed category', () => {
    const plan = createVisitor(exampleWith('Plan Changed'))
    plan.track(0, 'Plan Changed', { plan: 'pro' })
    expect(plan.isIn(0)).toBe(true)
    const category = createVisitor(exampleWith('mostFrequent'))
    category.track(0, 'Product Viewed', { category: 'shoes' })
    expect(category.isIn(0)).toBe(true)
  })

  test('[SEG25] from the web to the app', () => {
    const visitor = createVisitor(exampleWith('Order Cancelled'))
    visitor.track(0, 'Page Viewed')
    visitor.track(DAY, 'Order Completed')
    expect(visitor.isIn(DAY)).toBe(false)
    visitor.app(2 * DAY, 'Order Completed')
    expect(visitor.isIn(2 * DAY)).toBe(true)
  })

  test('[SEG25] a risk, and a share of all', () => {
    const risk = createVisitor(exampleWith('churn'))
    risk.track(0, 'Score Updated', { model: 'churn', value: 0.7 })
    expect(risk.isIn(14 * DAY - 1)).toBe(true)
    expect(risk.isIn(14 * DAY)).toBe(false)
    const share = createVisitor(exampleWith('spring-holdout'))
    const inside = Array.from({ length: 1000 }, (_, unit) => {
      share.facts(unit, { identity: { unit: `unit-${unit}` } })
      return share.isIn(unit)
    }).filter(Boolean).length
    expect(inside).toBeGreaterThan(70)
    expect(inside).toBeLessThan(130)
  })

  test('[SEG25] in another segment for a week', () => {
    const visitor = createVisitor(exampleWith('"for"'), cartIdle)
    visitor.track(0, 'Product Added')
    expect(visitor.isIn(7 * DAY)).toBe(false)
    // The cart segment itself ends after 7 days, at the instant at which the week would be over.
    expect(visitor.isIn(7 * DAY + 30 * MINUTE)).toBe(false)
    visitor.track(8 * DAY, 'Product Added')
    visitor.track(8 * DAY + HOUR, 'Product Added')
    expect(visitor.isIn(15 * DAY + 30 * MINUTE)).toBe(true)
  })

  test('[SEG25] research before buying', () => {
    const visitor = createVisitor(exampleWith('Review Read'))
    for (const sku of [1, 2, 3, 4, 5]) visitor.track(sku, 'Product Viewed', { sku })
    visitor.track(6, 'Review Read')
    visitor.track(7, 'Review Read')
    expect(visitor.isIn(7)).toBe(false)
    visitor.track(8, 'Order Completed')
    expect(visitor.isIn(8)).toBe(true)
  })

  test('[SEG25] what was viewed is added, and not what was not', () => {
    const visitor = createVisitor(exampleWith('"view.properties.sku"'))
    visitor.track(0, 'Product Viewed', { sku: 'a' })
    visitor.track(1, 'Product Added', { sku: 'b' })
    expect(visitor.isIn(1)).toBe(false)
    visitor.track(2, 'Product Added', { sku: 'a' })
    expect(visitor.isIn(2)).toBe(true)
  })

  test('[SEG25] the cart that was left', () => {
    const visitor = createVisitor(exampleWith('"added.properties.cart_id"'))
    visitor.track(0, 'Product Added', { cart_id: 1 })
    visitor.track(1, 'Product Added', { cart_id: 2 })
    visitor.track(2, 'Order Completed', { cart: 1 })
    expect(visitor.isIn(4 * HOUR)).toBe(false)
    expect(visitor.isIn(4 * HOUR + 1)).toBe(true)
  })

  test('[SEG25] bought for less than it was seen at', () => {
    const visitor = createVisitor(exampleWith('"order.properties.price"'))
    visitor.track(0, 'Product Viewed', { sku: 'a', price: 20 })
    visitor.track(1, 'Order Completed', { sku: 'b', price: 15 })
    visitor.track(2, 'Order Completed', { sku: 'a', price: 20 })
    expect(visitor.isIn(2)).toBe(false)
    visitor.track(3, 'Order Completed', { sku: 'a', price: 15 })
    expect(visitor.isIn(3)).toBe(true)
  })

  test('[SEG25] a session of one page, hardly looked at', () => {
    const visitor = createVisitor(exampleWith('"properties.pages"'))
    visitor.tell(0, 'Page Viewed', { type: 'page', channel: 'web' })
    visitor.track(MINUTE, 'Page Engaged', { seconds: 10 })
    expect(visitor.isIn(HOUR)).toBe(false)
    visitor.tell(DAY, 'Page Viewed', { type: 'page', channel: 'web' })
    expect(visitor.isIn(DAY + 30 * MINUTE - 1)).toBe(false)
    expect(visitor.isIn(DAY + 30 * MINUTE)).toBe(true)
  })

  test('[SEG25] a minute on a page in this session, and nothing added', () => {
    const visitor = createVisitor(exampleWith('"properties.seconds"'))
    visitor.track(MINUTE, 'Page Engaged', { seconds: 60 })
    expect(visitor.isIn(MINUTE)).toBe(true)
    expect(visitor.isIn(31 * MINUTE)).toBe(false)
  })

  test('[SEG25] a search, and gone', () => {
    const visitor = createVisitor(exampleWith('Search Used'))
    visitor.track(0, 'Search Used')
    visitor.track(1, 'Product Viewed')
    expect(visitor.isIn(HOUR)).toBe(false)
    visitor.track(HOUR, 'Search Used')
    expect(visitor.isIn(HOUR + 30 * MINUTE)).toBe(true)
  })

  test('[SEG25] five minutes into a third session', () => {
    const visitor = createVisitor(exampleWith('"session.number"'))
    for (const at of [0, HOUR, 2 * HOUR]) visitor.track(at, 'Product Viewed')
    expect(visitor.isIn(2 * HOUR)).toBe(false)
    expect(visitor.isIn(2 * HOUR + 5 * MINUTE)).toBe(true)
    expect(visitor.isIn(2 * HOUR + 30 * MINUTE)).toBe(false)
  })

  test('[SEG25] high-value customers stay though they buy less', () => {
    const visitor = createVisitor({ ...highValue, id: 'it' })
    visitor.track(0, 'Order Completed', { revenue: 500 })
    visitor.track(100 * DAY, 'Order Completed', { revenue: 500 })
    expect(visitor.isIn(100 * DAY)).toBe(false)
    visitor.track(200 * DAY, 'Order Completed', { revenue: 400 })
    expect(visitor.isIn(200 * DAY)).toBe(true)
    // From day 365 on 900 are left: fewer than to enter, enough to stay; from day 465 on 400.
    expect(visitor.isIn(465 * DAY - 1)).toBe(true)
    expect(visitor.isIn(465 * DAY)).toBe(false)
  })

  test('[SEG25] conditions combined', () => {
    const visitor = createVisitor(exampleWith('Newsletter'))
    visitor.facts(0, { device: { class: 'mobile' } })
    visitor.track(0, 'Product Viewed', { sku: 'A' })
    expect(visitor.isIn(0)).toBe(false)
    visitor.track(1, 'Newsletter Clicked')
    expect(visitor.isIn(1)).toBe(true)
    visitor.track(2, 'Order Completed')
    expect(visitor.isIn(2)).toBe(false)
  })
})
