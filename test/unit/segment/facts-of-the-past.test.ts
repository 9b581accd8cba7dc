import { describe, expect, test } from 'vitest'
import {
  compilePlan,
  explain,
  memberships,
  type Segment,
  upgradeState,
} from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, segmentOf, START } from './visitor.ts'

const fromUs = { kind: 'profile', where: { 'geo.country': 'US' } } as const
const orderedFromUs = segmentOf({
  kind: 'asOf',
  anchor: { event: 'Order Completed' },
  holds: fromUs,
  window: 'P30D',
})
const inUs = segmentOf(fromUs, { id: 'us' })
const US = { geo: { country: 'US' } }
const DE = { geo: { country: 'DE' } }

/** The segments after a release of these rules, by the visitor's log. */
function released(visitor: ReturnType<typeof createVisitor>, at: number, ...segments: Segment[]) {
  const plan = compilePlan(segments, { timezone: 'UTC' })
  const { state } = upgradeState(plan, visitor.state, START + at, visitor.log)
  return { plan, state, members: [...memberships(plan, state)] }
}

describe('what was known at an earlier moment', () => {
  test('[SEG77] decides of a late event, not what is known when it comes', () => {
    const visitor = createVisitor(orderedFromUs)
    visitor.facts(0, US)
    visitor.facts(2 * HOUR, DE)
    visitor.track(HOUR, 'Order Completed')
    expect(visitor.isIn(2 * HOUR)).toBe(true)

    const other = createVisitor(orderedFromUs)
    other.facts(0, DE)
    other.facts(2 * HOUR, US)
    other.track(HOUR, 'Order Completed')
    expect(other.isIn(2 * HOUR)).toBe(false)
  })

  test('[SEG77] stays so, whatever late events make the profile look back', () => {
    const visitor = createVisitor(orderedFromUs)
    visitor.facts(0, US)
    visitor.track(HOUR, 'Order Completed')
    visitor.facts(2 * HOUR, DE)
    visitor.track(-DAY, 'Order Completed')
    expect(visitor.isIn(2 * HOUR)).toBe(true)
    expect(visitor.isIn(HOUR + 30 * DAY)).toBe(false)
  })

  test('[SEG77] is what was learned before that instant, not at it', () => {
    const visitor = createVisitor(orderedFromUs)
    visitor.facts(HOUR, US)
    visitor.track(HOUR, 'Order Completed')
    expect(visitor.isIn(HOUR)).toBe(false)
    visitor.track(HOUR + 1, 'Order Completed')
    expect(visitor.isIn(HOUR + 1)).toBe(true)
  })

  test('[SEG77] decides of what a new release asks of it', () => {
    const visitor = createVisitor()
    visitor.facts(0, US)
    visitor.track(HOUR, 'Order Completed')
    visitor.facts(2 * HOUR, DE)
    expect(released(visitor, 3 * HOUR, orderedFromUs).members).toEqual(['it'])
  })

  test('[SEG77] says since when one is in a segment that a new release remembers', () => {
    const visitor = createVisitor()
    visitor.track(0, 'Page Viewed')
    visitor.facts(3 * DAY, US)
    const forAWeek = segmentOf({ kind: 'segment', id: 'us', is: 'in', for: 'P7D' })
    expect(released(visitor, 7 * DAY, inUs, forAWeek).members).toEqual(['us'])
    expect(released(visitor, 10 * DAY, inUs, forAWeek).members).toEqual(['us', 'it'])
  })

  test('[SEG77] explains since when a fact has been so', () => {
    const visitor = createVisitor(inUs)
    visitor.track(0, 'Page Viewed')
    visitor.facts(3 * DAY, US)
    visitor.facts(4 * DAY, US)
    const { plan, state, log } = visitor
    expect(explain(plan, state, 'us', START + 5 * DAY, log).when.since).toBe(
      new Date(START + 3 * DAY).toISOString(),
    )
  })
})
