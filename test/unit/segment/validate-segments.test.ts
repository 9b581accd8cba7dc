import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { Condition, Segment, validateSegments, type Where } from '../../../shared/segment/index.ts'
import { describeSchemaIssues } from '../../../shared/problem/index.ts'
import { segmentOf } from './visitor.ts'

const inEvent = (where: Where) =>
  validateSegments([segmentOf({ kind: 'event', event: 'A', where, window: 'P1D' })])
const inProfile = (where: Where) => validateSegments([segmentOf({ kind: 'profile', where })])

describe('a segment that cannot be', () => {
  const shapes: [unknown, string][] = [
    [{ kind: 'forecast' }, 'kind'],
    [{ kind: 'event', event: 'A', window: 'P1M' }, 'window'],
    [{ kind: 'event', event: 'A', window: '7 days' }, 'window'],
    [{ kind: 'event', event: 'A' }, 'window'],
    [{ kind: 'event', event: '', window: 'ever' }, 'event'],
    [{ kind: 'event', event: 'A', window: 'ever', op: { gte: 1, lte: 3 } }, 'op'],
    [{ kind: 'event', event: 'A', window: 'ever', colour: 'red' }, 'colour'],
    [{ all: [] }, 'all'],
    [{ all: [{ kind: 'event', event: 'A', window: 'PT0S' }] }, 'all.0.window'],
    [{ any: [{ kind: 'profile' }], all: [] }, 'any'],
    [{ atLeast: 0, of: [{ kind: 'profile', where: {} }] }, 'atLeast'],
    [{}, ''],
    ['everybody', ''],
  ]
  test.each(shapes)('[SEG22] is refused at its place: %j', (condition, place) => {
    const result = v.safeParse(Condition, condition)
    expect(result.issues?.map((issue) => v.getDotPath(issue) ?? '')).toContain(place)
  })

  test('[SEG23] kinds that are not built, and members nobody knows, are refused by name', () => {
    const issues = v.safeParse(Segment, {
      ...segmentOf({ kind: 'event', event: 'A', window: 'ever' }),
      colour: 'red',
    }).issues
    expect(issues?.map((issue) => v.getDotPath(issue))).toEqual(['colour'])
    const [issue] = v.safeParse(Condition, { kind: 'forecast' }).issues ?? []
    expect(issue && describeSchemaIssues([issue])).toMatchObject([
      { pointer: '/kind', found: '"forecast"', expected: expect.stringContaining('event') as string },
    ])
  })

  const wheres: [Where, string, string][] = [
    [{ 'properties.a': { $gtee: 1 } }, '/$gtee', 'did you mean "$gte"?'],
    [{ 'properties.a': { $gte: 1, max: 2 } }, '/max', 'operators only'],
    [{ 'properties.a': { $gt: null } }, '/$gt', 'a number or a text'],
    [{ 'properties.a': { $in: 'x' } }, '/$in', 'a list'],
    [{ 'properties.a': { $regex: '(a)\\1' } }, '/$regex', 'a back-reference'],
    [{ 'properties.a': { $regex: '(' } }, '/$regex', 'not closed'],
    [{ 'properties.a': { $withinLast: 'P1M' } }, '/$withinLast', 'fixed length'],
    [{ 'properties.a': { $before: 'soon' } }, '/$before', 'ISO 8601'],
    [{ 'properties.a': { $near: { lat: 1 } } }, '/$near', 'lat, lon and km'],
    [{ 'properties.a': { $inGroup: 'vip' } }, '/$inGroup', '$in'],
    [{ 'properties.a': { $type: 'text' } }, '/$type', 'string'],
    [{ 'properties.a': { $elemMatch: { b: { $lt: true } } } }, '/$elemMatch/b/$lt', 'a number or a text'],
    [{ 'properties.a': { $not: { $exists: 1 } } }, '/$not/$exists', 'true or false'],
    [{ 'propertys.a': 1 }, '', 'did you mean "properties"?'],
    [{ $xor: [] }, '', 'did you mean "$or"?'],
    [{ $or: [{ 'properties.a': { $size: { $foo: 1 } } }, 3] }, '/1', 'an object'],
  ]
  test.each(wheres)('[SEG22] where: %j', (where, place, expected) => {
    const [key = ''] = Object.keys(where)
    expect(inEvent(where).map((issue) => [issue.pointer, issue.expected])).toContainEqual([
      `/segments/0/when/where/${key}${place}`,
      expect.stringContaining(expected) as string,
    ])
  })

  test('[SEG22] a path begins where something is', () => {
    expect(inProfile({ 'traits.plan': 'pro', 'geo.country': 'US' })).toEqual([])
    expect(inProfile({ 'trait.plan': 'pro' })).toMatchObject([{ found: '"trait.plan"' }])
    expect(inProfile({ 'properties.sku': 1 })).toHaveLength(1)
    expect(
      inEvent({ 'properties.sku': 1, type: 'track', channel: 'web', timestamp: { $after: '2026-01-01' } }),
    ).toEqual([])
  })

  test('[SEG22] ids are unique, and rules do not hear their own transitions', () => {
    const entered = segmentOf({ kind: 'event', event: ['A', 'Segment Entered'], window: 'ever' })
    expect(validateSegments([entered, segmentOf({ kind: 'profile', where: {} })])).toMatchObject([
      { pointer: '/segments/0/when/event', found: '"Segment Entered"' },
      { pointer: '/segments/1/id' },
    ])
  })

  test('[SEG22] atLeast asks for no more than there is', () => {
    expect(validateSegments([segmentOf({ atLeast: 2, of: [{ kind: 'profile', where: {} }] })])).toMatchObject(
      [{ pointer: '/segments/0/when/atLeast', found: '2' }],
    )
  })
})
