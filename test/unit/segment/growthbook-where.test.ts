import { evalCondition } from '@growthbook/growthbook'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../shared/json.ts'
import { compileWhere } from '../../../shared/segment/where/compile-where.ts'
import { matchesWhere, type Where } from '../../../shared/segment/index.ts'

const SEED = 20_261_122

// An object without a prototype makes GrowthBook throw; JSON has none.
const objectOf = <T>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>) =>
  fc.dictionary(keys, values, { maxKeys: 2, noNullPrototype: true })

const primitive = fc.constantFrom<Json>(
  null,
  true,
  false,
  0,
  1,
  2,
  -1,
  3.5,
  '',
  'a',
  'A',
  'b',
  '1',
  '2',
  'v1.2.3',
  '1.10.0-rc.1',
)
const value = fc.oneof(
  { weight: 5, arbitrary: primitive },
  { weight: 2, arbitrary: fc.array(primitive, { maxLength: 3 }) },
  { weight: 1, arbitrary: objectOf(fc.constantFrom('x', 'y'), primitive) },
  { weight: 1, arbitrary: fc.array(objectOf(fc.constantFrom('x', 'y'), primitive), { maxLength: 2 }) },
)
const paths = fc.constantFrom('a', 'b', 'a.x', 'b.y', 'missing', 'a.0', 'b.length')

const { where } = fc.letrec<{ condition: Json; where: JsonObject }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    value,
    fc.dictionary(
      fc.constantFrom(
        '$eq',
        '$ne',
        '$lt',
        '$lte',
        '$gt',
        '$gte',
        '$veq',
        '$vne',
        '$vlt',
        '$vlte',
        '$vgt',
        '$vgte',
      ),
      primitive,
      { minKeys: 1, maxKeys: 2, noNullPrototype: true },
    ),
    fc.dictionary(
      fc.constantFrom('$in', '$nin', '$ini', '$nini', '$all', '$alli'),
      fc.array(primitive, { maxLength: 3 }),
      {
        minKeys: 1,
        maxKeys: 2,
        noNullPrototype: true,
      },
    ),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $type: fc.constantFrom('string', 'number', 'boolean', 'array', 'object', 'null') }),
    fc.record({
      $regex: fc.constantFrom('^a', 'a|1', '[0-9]+$', 'nu.l', '(?:a|b){1,2}', 'A?', '\\d\\.', '('),
    }),
    fc.record({ $regexi: fc.constantFrom('^a', 'B', '[a-b]+', '^[^A]$', '\\W') }),
    fc.record({ $inGroup: fc.constantFrom('letters', 'numbers', 'unknown') }),
    fc.record({ $notInGroup: fc.constantFrom('letters', 'numbers', 'unknown') }),
    fc.record({ $not: tie('condition') }),
    fc.record({ $size: tie('condition') }),
    fc.record({
      $elemMatch: fc.oneof(
        objectOf(paths, tie('condition')),
        fc.record({ $gt: primitive }),
        fc.record({ $regex: fc.constant('a') }),
      ),
    }),
    fc.record({ $all: fc.array(tie('condition'), { maxLength: 2 }) }),
  ),
  where: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    objectOf(paths, tie('condition')),
    fc.record({ $and: fc.array(tie('where'), { maxLength: 2 }) }),
    fc.record({ $or: fc.array(tie('where'), { maxLength: 2 }) }),
    fc.record({ $nor: fc.array(tie('where'), { maxLength: 2 }) }),
    fc.record({ $not: tie('where') }),
  ),
}))

const groups = { letters: ['a', 'b'], numbers: [1, 2] }

describe('a where-condition', () => {
  test('[SEG1] means what it means in GrowthBook', () => {
    const subject = objectOf(fc.constantFrom('a', 'b'), value)
    const answers = { true: 0, false: 0 }
    fc.assert(
      fc.property(where, subject, (rule, object) => {
        // GrowthBook's types know neither nested `$not` nor numbers as versions; its code does.
        const expected = evalCondition(object, rule as Parameters<typeof evalCondition>[1], groups)
        expect(compileWhere(rule, { groups }).holds(object, 0)).toBe(expected)
        answers[`${expected}`]++
      }),
      { seed: SEED, numRuns: 20_000 },
    )
    // Both answers are common: the generator asks real questions.
    expect(Math.min(answers.true, answers.false)).toBeGreaterThan(3000)
  })

  test('[SEG1] every operator is among those compared', () => {
    const asked = JSON.stringify(fc.sample(where, { seed: SEED, numRuns: 20_000 }))
    const operators =
      '$and $or $nor $not $eq $ne $lt $lte $gt $gte $in $ini $nin $nini $all $alli $regex $regexi $exists $type $size $elemMatch $veq $vne $vgt $vgte $vlt $vlte $inGroup $notInGroup'
    for (const operator of operators.split(' ')) expect(asked).toContain(`"${operator}"`)
  })

  const cases: [Where, JsonObject, boolean][] = [
    [{ age: { $lt: 25 } }, {}, true],
    [{ age: { $lt: 25, $exists: true } }, {}, false],
    [{ 'a.constructor': { $exists: true } }, { a: {} }, false],
    [{ ['__proto__']: { $exists: true } }, {}, false],
    [{ a: 'x' }, { a: { toString: 'not a function' } }, false],
  ]
  test.each(cases)(
    '[SEG2] missing is null, and paths read own members only: %j of %j',
    (rule, object, expected) => {
      expect(matchesWhere(rule, object)).toBe(expected)
    },
  )
})
