import { describe, expect, test } from 'vitest'
import {
  type Condition,
  compilePlan,
  evaluateContextual,
  validateSegments,
} from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, segmentOf, START } from './visitor.ts'

const did = (event: string): Condition => ({ kind: 'event', event, window: 'P1D' })
const inUs: Condition = { kind: 'profile', where: { 'geo.country': 'US' } }
const inDe: Condition = { kind: 'profile', where: { 'geo.country': 'DE' } }

describe('all, any, not, atLeast', () => {
  test('[SEG9] combine conditions', () => {
    const visitor = createVisitor(
      segmentOf({ all: [did('A'), did('B')] }, { id: 'all' }),
      segmentOf({ any: [did('A'), did('B')] }, { id: 'any' }),
      segmentOf({ not: did('A') }, { id: 'not' }),
      segmentOf({ atLeast: 2, of: [did('A'), did('B'), did('C')] }, { id: 'two' }),
    )
    expect(visitor.segments(0)).toEqual(['not'])
    visitor.track(1, 'A')
    expect(visitor.segments(1)).toEqual(['any'])
    visitor.track(2, 'B')
    expect(visitor.segments(2)).toEqual(['all', 'any', 'two'])
    expect(visitor.wait(9 * DAY).map(({ segment, type, at }) => `${at - DAY} ${segment} ${type}`)).toEqual([
      '1 all exited',
      '1 not entered',
      '1 two exited',
      '2 any exited',
    ])
  })

  test('[SEG10] a segment may rest on others, however deep', () => {
    const visitor = createVisitor(
      segmentOf({ kind: 'segment', id: 'middle', is: 'out' }, { id: 'top' }),
      segmentOf({ all: [{ kind: 'segment', id: 'base', is: 'in' }, did('B')] }, { id: 'middle' }),
      segmentOf(did('A'), { id: 'base' }),
    )
    expect(visitor.segments(0)).toEqual(['top'])
    visitor.track(0, 'A')
    visitor.track(HOUR, 'B')
    expect(visitor.segments(HOUR)).toEqual(['base', 'middle'])
    expect(visitor.nextFlip()).toBe(DAY)
    expect(visitor.segments(DAY)).toEqual(['top'])
  })

  test('[SEG10] a segment that rests on itself, or on none there is, is refused', () => {
    const issues = validateSegments([
      segmentOf({ kind: 'segment', id: 'b', is: 'in' }, { id: 'a' }),
      segmentOf({ not: { kind: 'segment', id: 'a', is: 'in' } }, { id: 'b' }),
      segmentOf({ any: [did('A'), { kind: 'segment', id: 'aa', is: 'in' }] }, { id: 'c' }),
    ])
    expect(issues.map(({ pointer, found }) => `${pointer} ${found}`)).toEqual([
      '/segments/2/when/any/1/id "aa"',
      '/segments/0/when references that lead back: a → b → a',
      '/segments/1/when references that lead back: b → a → b',
    ])
  })

  test('[SEG19] without a profile history is unknown, and unknown is not membership', () => {
    const never: Condition = { kind: 'event', event: 'Order Completed', window: 'ever', op: { eq: 0 } }
    const rules: Record<string, Condition> = {
      never,
      notEver: { not: did('A') },
      here: inUs,
      notHere: { not: inDe },
      hereOrNever: { any: [inUs, never] },
      hereAndNever: { all: [inUs, never] },
      elsewhereOrNever: { any: [inDe, never] },
      traits: { kind: 'profile', where: { 'traits.plan': { $ne: 'pro' } } },
      two: { atLeast: 2, of: [inUs, { not: inDe }, never] },
    }
    const plan = compilePlan(
      Object.entries(rules).map(([id, when]) => segmentOf(when, { id })),
      { timezone: 'UTC' },
    )
    const found = evaluateContextual(plan, { geo: { country: 'US' } }, START)
    expect([...found]).toEqual(['here', 'notHere', 'hereOrNever', 'two'])
    expect(evaluateContextual(plan, {}, START)).toEqual(new Set(['notHere']))
  })
})
