import { describe, expect, test } from 'vitest'
import { type Condition, explainAll } from '../../../shared/segment/index.ts'
import { createVisitor, DAY, HOUR, MINUTE, segmentOf, START } from './visitor.ts'

const iso = (at: number) => new Date(START + at).toISOString()

describe('an explanation', () => {
  test('[SEG20] says of every condition whether it holds, what was seen, since when, and when it changes', () => {
    const visitor = createVisitor(
      segmentOf({
        all: [
          { kind: 'event', event: 'Product Viewed', window: 'P7D', op: { gte: 2 } },
          { not: { kind: 'event', event: 'Order Completed', window: 'ever' } },
          { kind: 'profile', where: { 'geo.country': { $in: ['US', 'CA'] } } },
          {
            kind: 'absence',
            after: { event: 'Product Viewed' },
            none: { event: 'Order Completed' },
            within: 'PT30M',
            activeFor: 'P1D',
          },
        ],
      }),
    )
    visitor.facts(0, { geo: { country: 'US' } })
    for (const at of [0, HOUR, 2 * HOUR]) visitor.track(at, 'Product Viewed')
    visitor.wait(DAY)
    expect(visitor.explain(DAY)).toEqual({
      segment: 'it',
      name: 'It',
      member: true,
      truth: 'true',
      sentence: expect.stringMatching(/^Visitors who .*\.$/) as string,
      since: iso(HOUR),
      changesAt: iso(DAY + 2.5 * HOUR),
      when: expect.objectContaining({
        children: [
          expect.objectContaining({
            truth: 'true',
            seen: 3,
            since: iso(HOUR),
            changesAt: iso(7 * DAY + HOUR),
          }),
          expect.objectContaining({
            truth: 'true',
            since: null,
            children: [expect.objectContaining({ truth: 'false', seen: 0, since: null, changesAt: null })],
          }),
          expect.objectContaining({ truth: 'true', seen: { 'geo.country': 'US' } }),
          expect.objectContaining({
            truth: 'true',
            since: iso(30 * MINUTE),
            seen: [iso(2.5 * HOUR)],
            changesAt: iso(DAY + 2.5 * HOUR),
          }),
        ],
      }) as object,
    })
  })

  test('[SEG20] a flip that is taken back within its instant was none', () => {
    const often = { kind: 'event', event: 'A', window: 'PT1H' } as const
    const visitor = createVisitor(segmentOf({ any: [often, { not: often }] }))
    visitor.track(0, 'A')
    expect(visitor.explain(DAY).when).toMatchObject({ truth: 'true', since: null, changesAt: null })
  })

  test('[SEG20] of all segments is that of each', () => {
    const base = segmentOf({ kind: 'event', event: 'A', window: 'P1D' }, { id: 'base' })
    const top = segmentOf({ kind: 'segment', id: 'base', is: 'in' }, { id: 'top' })
    const visitor = createVisitor(base, top)
    visitor.track(0, 'A')
    visitor.wait(HOUR)
    expect(explainAll(visitor.plan, visitor.state, START + HOUR, visitor.log)).toEqual(
      ['base', 'top'].map((id) => visitor.explain(HOUR, id)),
    )
    expect(() => visitor.explain(HOUR, 'nothing')).toThrow('nothing')
  })

  test('[SEG20] knows of a membership that it is remembered, though the segment that asks for it is another', () => {
    const idle: Condition = { kind: 'event', event: 'A', window: 'ever', op: { eq: 0 } }
    const visitor = createVisitor(
      segmentOf(idle, { id: 'base' }),
      segmentOf({ kind: 'segment', id: 'base', is: 'in', for: 'P1D' }, { id: 'long' }),
      segmentOf({ kind: 'segment', id: 'base', is: 'in' }, { id: 'top' }),
    )
    // Remembered memberships begin with the first event.
    expect(visitor.segments(0)).toEqual([])
    expect(visitor.explain(0, 'top')).toMatchObject({ member: false, truth: 'false' })
    visitor.track(HOUR, 'B')
    expect(visitor.explain(HOUR, 'top')).toMatchObject({ member: true, truth: 'true', since: iso(HOUR) })
  })
})
