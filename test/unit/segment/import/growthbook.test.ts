import { evalCondition } from '@growthbook/growthbook'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../../shared/json.ts'
import {
  importGrowthBookCondition,
  importGrowthBookSavedGroups,
} from '../../../../shared/segment/import/index.ts'
import { matchesWhere } from '../../../../shared/segment/index.ts'
import { createVisitor, segmentOf } from '../visitor.ts'
import { accepted } from './accepted.ts'

const SEED = 20_261_122

type GrowthBookCondition = Parameters<typeof evalCondition>[1]
type GrowthBookGroups = NonNullable<Parameters<typeof evalCondition>[2]>

// The condition and the attributes that stand at https://docs.growthbook.io/lib/build-your-own
const documented = {
  country: 'US',
  browser: { $in: ['firefox', 'chrome'] },
  email: { $not: { $regex: '@gmail.com$' } },
}
const attributes = {
  id: '123',
  anonId: 'abcdef',
  company: 'growthbook',
  url: '/pricing',
  country: 'US',
  browser: 'firefox',
  age: 25,
  beta: true,
  account: { plan: 'team', seats: 10 },
}

describe('a GrowthBook condition', () => {
  test('[IMP2] may ask for the session, where an attribute is said to be of it', () => {
    const { condition } = importGrowthBookCondition(
      { visits: { $gte: 3 } },
      {},
      { attributes: { visits: 'session.number' } },
    )
    const visitor = createVisitor(segmentOf(accepted(condition)))
    visitor.track(0, 'A')
    visitor.track(3_600_000, 'A')
    expect(visitor.isIn(3_600_000)).toBe(false)
    visitor.track(7_200_000, 'A')
    expect(visitor.isIn(7_200_000)).toBe(true)
  })

  test('[IMP1] is a condition on traits, operators unchanged', () => {
    const { condition, unmapped, notes } = importGrowthBookCondition(documented)
    expect(unmapped).toEqual([])
    expect(notes).toMatchObject([
      { pointer: '/country', chosen: expect.stringContaining('traits') as string },
    ])
    expect(condition).toEqual({
      kind: 'profile',
      where: {
        'traits.country': 'US',
        'traits.browser': { $in: ['firefox', 'chrome'] },
        'traits.email': { $not: { $regex: '@gmail.com$' } },
      },
    })
    const visitor = createVisitor(segmentOf(accepted(condition)))
    visitor.identify(0, { country: 'US', browser: 'safari' })
    expect(visitor.isIn(0)).toBe(false)
    visitor.identify(1, attributes)
    expect(visitor.isIn(1)).toBe(true)
    visitor.identify(2, { email: 'somebody@gmail.com' })
    expect(visitor.isIn(2)).toBe(false)
  })

  test('[IMP1] is read as a text of JSON, too', () => {
    expect(importGrowthBookCondition(JSON.stringify(documented))).toEqual(
      importGrowthBookCondition(documented),
    )
  })

  test('[IMP2] reads an attribute where it is said to be, with what is inside of it', () => {
    const { condition } = importGrowthBookCondition(
      { country: 'US', 'account.plan': 'team', url: { $regex: '^/pricing' } },
      {},
      { attributes: { country: 'geo.country', account: 'traits.company', url: 'traits.landing_page' } },
    )
    expect(condition).toEqual({
      kind: 'profile',
      where: {
        'geo.country': 'US',
        'traits.company.plan': 'team',
        'traits.landing_page': { $regex: '^/pricing' },
      },
    })
  })

  test('[IMP2] keeps both conditions of two attributes that are one place here', () => {
    const { condition } = importGrowthBookCondition(
      { country: 'US', region: { $ne: 'CA' }, $and: [{ beta: true }] },
      {},
      { attributes: { country: 'geo.country', region: 'geo.country' } },
    )
    expect(condition).toEqual({
      kind: 'profile',
      where: { 'geo.country': 'US', $and: [{ 'geo.country': { $ne: 'CA' } }, { 'traits.beta': true }] },
    })
  })

  const groups = {
    beta: ['u1', 'u2'],
    typed: { type: 'list', attributeKey: 'id', values: ['u3'] },
    us: { type: 'condition', condition: { country: 'US' } },
    // as the REST API gives it: https://docs.growthbook.io/api/SavedGroup_model
    written: { type: 'condition', condition: '{"$savedGroups":["typed","us"]}' },
    round: { type: 'condition', condition: { $savedGroup: { id: 'round' } } },
    remote: { type: 'remote', attributeKey: 'id' },
    empty: { type: 'list', attributeKey: 'id', values: [], useEmptyListGroup: false },
  }

  const written: [JsonObject, JsonObject][] = [
    [{ id: { $inGroup: 'beta' } }, { 'traits.id': { $in: ['u1', 'u2'] } }],
    [{ id: { $notInGroup: 'typed' } }, { 'traits.id': { $nin: ['u3'] } }],
    [{ id: { $not: { $inGroup: 'beta' } } }, { 'traits.id': { $not: { $in: ['u1', 'u2'] } } }],
    [{ $savedGroup: { id: 'typed' } }, { 'traits.id': { $in: ['u3'] } }],
    [{ $savedGroup: { id: 'typed', attributeKey: 'anonId' } }, { 'traits.anonId': { $in: ['u3'] } }],
    [{ $not: { $savedGroup: { id: 'us' } } }, { $not: { 'traits.country': 'US' } }],
    [
      { country: 'CA', $savedGroups: ['us', 'typed'] },
      { 'traits.country': 'CA', 'traits.id': { $in: ['u3'] }, $and: [{ 'traits.country': 'US' }] },
    ],
    [{ $savedGroups: 'written' }, { 'traits.id': { $in: ['u3'] }, 'traits.country': 'US' }],
    [
      { tags: { $elemMatch: { id: { $inGroup: 'beta' }, $savedGroup: { id: 'us' } } } },
      { 'traits.tags': { $elemMatch: { id: { $in: ['u1', 'u2'] }, country: 'US' } } },
    ],
  ]
  test.each(written)('[IMP3] has its saved groups written out: %j', (source, where) => {
    const { condition, unmapped } = importGrowthBookCondition(source, groups)
    expect(unmapped).toEqual([])
    expect(condition).toEqual({ kind: 'profile', where })
    accepted(condition)
  })

  const refused: [JsonObject, string, string][] = [
    [{ id: { $inGroup: 'nobody' } }, '/id/$inGroup', 'not given'],
    [{ id: { $inGroup: 'us' } }, '/id/$inGroup', 'only a list'],
    [{ id: { $inGroup: 'beta', $in: ['u1'] } }, '/id/$inGroup', 'already there'],
    [{ $savedGroup: { id: 'beta' } }, '/$savedGroup/id', 'of which attribute'],
    [{ $savedGroup: { id: 'round' } }, '/$savedGroup/id/$savedGroup/id', 'rests on itself'],
    [{ $savedGroup: { id: 'remote' } }, '/$savedGroup/id', 'elsewhere'],
    [{ $savedGroups: ['us', 'empty'] }, '/$savedGroups/1', 'while it is empty'],
    [{ $savedGroup: 'us' }, '/$savedGroup', 'one group'],
    [{ $savedGroups: [] }, '/$savedGroups', 'no group'],
    [{ $notSavedGroups: ['us'] }, '/$notSavedGroups', 'not an operator'],
    [{ $xor: [] }, '/$xor', 'not an operator'],
    [{ $or: { country: 'US' } }, '/$or', 'a list of conditions'],
    [{ $and: ['US'] }, '/$and/0', 'an object'],
    [{ url: '/pricing' }, '/url', "it is the page's"],
    [{ email: { $regex: '(a)\\1' } }, '/email/$regex', 'refused when a rule is saved'],
    [{ age: { $gt: null } }, '/age/$gt', 'refused when a rule is saved'],
    [{ 'a~b/c': { $not: { $foo: 1 } } }, '/a~0b~1c/$not/$foo', 'refused when a rule is saved'],
  ]
  test.each(refused)('[IMP4] says what it cannot map, where and why: %j', (source, pointer, why) => {
    const { condition, unmapped } = importGrowthBookCondition(source, groups)
    expect(condition).toBeNull()
    expect(unmapped).toHaveLength(1)
    expect(unmapped[0]).toMatchObject({ pointer, why: expect.stringContaining(why) as string })
    expect(unmapped[0]?.nearest).not.toBe('')
  })

  test('[IMP5] with an unmapped part is no rule, but the part that could be mapped', () => {
    const { condition, partial, unmapped } = importGrowthBookCondition({
      country: 'US',
      $or: [{ url: '/pricing' }, { beta: true }],
      $not: { path: '/' },
    })
    expect(condition).toBeNull()
    expect(unmapped.map(({ pointer }) => pointer)).toEqual(['/$or/0/url', '/$not/path'])
    expect(partial).toEqual({
      kind: 'profile',
      where: { 'traits.country': 'US', $or: [{ 'traits.beta': true }] },
    })
  })

  test('[IMP5] of everybody is a rule, of nothing that is known is not', () => {
    expect(importGrowthBookCondition({}).condition).toEqual({ kind: 'profile', where: {} })
    expect(importGrowthBookCondition({ url: '/' }).partial).toBeNull()
    expect(importGrowthBookCondition('not JSON').unmapped).toHaveLength(1)
  })
})

describe('the import of GrowthBook conditions', () => {
  const objectOf = <T>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>) =>
    fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true })
  const operators = <T>(names: string, values: fc.Arbitrary<T>) =>
    fc.dictionary(fc.constantFrom(...names.split(' ')), values, {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    })
  const groups: GrowthBookGroups = {
    letters: ['a', 'b'],
    numbers: { type: 'list', attributeKey: 'n', values: [1, 2] },
    none: { type: 'list', attributeKey: 'a', values: [] },
    plain: { type: 'condition', condition: { a: { $in: ['a', '1'] } } },
    nested: {
      type: 'condition',
      condition: { $or: [{ $savedGroup: { id: 'plain' } }, { n: { $inGroup: 'numbers' } }] },
    },
  }
  const primitive = fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    1,
    2,
    '',
    'a',
    'A',
    'b',
    '1',
    '1.2.3',
    '1.10.0',
  )
  const comparable = fc.constantFrom<Json>(0, 1, 1.5, 'a', 'b', '1')
  const version = fc.constantFrom<Json>('1.2.3', '1.10.0', 'v1.2.3-rc.1')
  const value = fc.oneof(
    { weight: 4, arbitrary: primitive },
    { weight: 2, arbitrary: fc.array(primitive, { maxLength: 3 }) },
    { weight: 1, arbitrary: objectOf(fc.constantFrom('a', 'n', 'x'), primitive) },
    { weight: 1, arbitrary: fc.array(objectOf(fc.constantFrom('a', 'n'), primitive), { maxLength: 2 }) },
  )
  const paths = fc.constantFrom('a', 'n', 'x', 'a.a', 'x.n', 'missing')
  const { where } = fc.letrec<{ condition: Json; where: JsonObject }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      value,
      operators('$eq $ne', primitive),
      operators('$lt $lte $gt $gte', comparable),
      operators('$veq $vne $vlt $vlte $vgt $vgte', version),
      operators('$in $nin $ini $nini $all $alli', fc.array(primitive, { maxLength: 3 })),
      operators('$inGroup $notInGroup', fc.constantFrom('letters', 'numbers', 'none')),
      operators('$regex $regexi', fc.constantFrom('^a', 'a|1', '[0-9]+$', 'A?b')),
      fc.record({ $exists: fc.boolean() }),
      fc.record({ $type: fc.constantFrom('string', 'number', 'boolean', 'array', 'object', 'null') }),
      fc.record({ $not: tie('condition') }),
      fc.record({ $size: tie('condition') }),
      fc.record({ $elemMatch: fc.oneof(tie('where'), operators('$inGroup', fc.constant('letters'))) }),
    ),
    where: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      objectOf(paths, tie('condition')),
      fc.record({ $and: fc.array(tie('where'), { maxLength: 2 }) }),
      fc.record({ $or: fc.array(tie('where'), { maxLength: 2 }) }),
      fc.record({ $nor: fc.array(tie('where'), { maxLength: 2 }) }),
      fc.record({ $not: tie('where') }),
      fc.record({ a: tie('condition'), $savedGroup: fc.constantFrom({ id: 'plain' }, { id: 'nested' }) }),
      fc.record({
        $savedGroup: fc.record({
          id: fc.constantFrom('numbers', 'none'),
          attributeKey: fc.constantFrom('a', 'n', 'x.n'),
        }),
      }),
    ),
  }))

  test('[IMP6] makes rules that hold for whom they held in GrowthBook', () => {
    const answers = { true: 0, false: 0, refused: 0 }
    fc.assert(
      fc.property(where, objectOf(fc.constantFrom('a', 'n', 'x'), value), (rule, person) => {
        const { condition, unmapped } = importGrowthBookCondition(rule, groups as Record<string, Json>)
        if (condition === null) {
          expect(unmapped).not.toEqual([])
          answers.refused++
          return
        }
        const rest = accepted(condition)
        if (!('kind' in rest) || rest.kind !== 'profile')
          throw new Error('a condition on a profile was expected')
        // GrowthBook's types know neither nested `$not` nor `null`; its code does.
        const expected = evalCondition(person, rule as GrowthBookCondition, groups)
        expect(matchesWhere(rest.where, { traits: person })).toBe(expected)
        answers[`${expected}`]++
      }),
      { seed: SEED, numRuns: 8000 },
    )
    // The generator asks real questions: both answers are common, and most rules can be mapped.
    expect(Math.min(answers.true, answers.false)).toBeGreaterThan(1000)
    expect(answers.refused).toBeLessThan(1000)
  })
})

describe('saved groups of GrowthBook', () => {
  // The group of https://docs.growthbook.io/api/saved-groups/operation/postSavedGroup, as the API answers it
  const internal = {
    id: 'grp_internal',
    type: 'list',
    name: 'interal-users',
    attributeKey: 'userId',
    values: ['userId-123', 'userId-345', 'userId-678'],
  }
  const inUs = {
    id: 'grp_US',
    type: 'condition',
    name: 'In the US',
    description: 'Internal users excluded',
    condition: '{"country":"US","$not":{"$savedGroups":["grp_internal"]}}',
  }

  test('[IMP7] are segments', () => {
    const { segments, unmapped } = importGrowthBookSavedGroups([internal, inUs], {
      attributes: { country: 'geo.country' },
    })
    expect(unmapped).toEqual([])
    const values = ['userId-123', 'userId-345', 'userId-678']
    expect(segments).toEqual([
      {
        schema: 'segment/1',
        id: 'grp-internal',
        name: 'interal-users',
        when: { kind: 'profile', where: { 'traits.userId': { $in: values } } },
      },
      {
        schema: 'segment/1',
        id: 'grp-us',
        name: 'In the US',
        description: 'Internal users excluded',
        when: {
          kind: 'profile',
          where: { 'geo.country': 'US', $not: { 'traits.userId': { $in: values } } },
        },
      },
    ])
    for (const { when } of segments) accepted(when)
  })

  test('[IMP7] that cannot be mapped are left out, and said with their place', () => {
    const remote = { id: 'grp_remote', type: 'remote', name: 'Remote', attributeKey: 'id' }
    const page = { id: 'grp_page', type: 'condition', name: 'Page', condition: '{"$or":[{"url":"/"}]}' }
    const { segments, unmapped } = importGrowthBookSavedGroups([remote, internal, page])
    expect(segments.map(({ id }) => id)).toEqual(['grp-internal'])
    expect(unmapped.map(({ pointer }) => pointer)).toEqual(['/0', '/2/condition/$or/0/url'])
  })

  test('[IMP7] get ids of their own, and notes on what differs', () => {
    const { segments, notes } = importGrowthBookSavedGroups([
      { ...internal, id: 'a b', values: ['1', '2'] },
      { ...internal, id: 'A_B', archived: true },
    ])
    expect(segments.map(({ id }) => id)).toEqual(['a-b', 'a-b-2'])
    expect(notes.map(({ pointer }) => pointer)).toEqual(['/0', '/0/values', '/1'])
  })
})
