import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json.ts'
import {
  AbsenceCondition,
  AsOfCondition,
  BucketCondition,
  Condition,
  EventCondition,
  matchesWhere,
  PickCondition,
  ProfileCondition,
  ScoreCondition,
  Segment,
  SegmentCondition,
  SequenceCondition,
  Step,
  validateSegments,
} from '../../../shared/segment/index.ts'
import {
  addCondition,
  changeGroup,
  changeKind,
  conditionAt,
  duplicateCondition,
  fromRows,
  groupOf,
  LEAF_FORMS,
  moveCondition,
  newLeaf,
  presetOf,
  readAt,
  removeCondition,
  replaceCondition,
  STEP_FIELDS,
  toRows,
  unwrapGroup,
  WHERE_OPERATORS,
  withOperator,
  wrapCondition,
  writeAt,
} from '../../../shared/segment/builder/index.ts'
import { generateCase } from '../../differential/generate.ts'
import { createRandom } from '../../differential/random.ts'
import { segmentOf } from './visitor.ts'

const SCHEMAS = {
  event: EventCondition,
  absence: AbsenceCondition,
  pick: PickCondition,
  sequence: SequenceCondition,
  asOf: AsOfCondition,
  profile: ProfileCondition,
  score: ScoreCondition,
  bucket: BucketCondition,
  segment: SegmentCondition,
}
const base = segmentOf({ kind: 'event', event: 'Signed In', window: 'ever' }, { id: 'base' })
const presets = { event: 'Product Viewed', segment: 'base' }

/** `as`: a segment is JSON. */
const json = (segment: Segment) => segment as unknown as JsonObject
const leaf = (event: string): Condition => ({ kind: 'event', event, window: 'P7D' })
const ruleOf = (when: Condition) => json(segmentOf(when))

/** The segments of random lives: all kinds, nested. */
const randomSegments = [3, 5, 7, 11, 13, 17].flatMap((seed) =>
  Array.from({ length: 40 }, (_, index) => generateCase(createRandom(seed * 1_000 + index)).segments).flat(),
)

describe('forms of conditions', () => {
  test('[CON48] have a field for everything that a condition of their kind can say', () => {
    expect(LEAF_FORMS.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(SCHEMAS).toSorted())
    for (const { kind, fields } of LEAF_FORMS) {
      const members = Object.keys(SCHEMAS[kind].entries).filter((name) => name !== 'kind')
      expect(fields.map(({ key }) => key).toSorted()).toEqual(members.toSorted())
    }
    expect(STEP_FIELDS.map(({ key }) => key).toSorted()).toEqual(Object.keys(Step.entries).toSorted())
  })

  test.each(LEAF_FORMS.map((form) => [form.kind, form] as const))(
    '[CON49] begin with a condition that is right, and stay right with each option: %s',
    (kind, { fields }) => {
      const fresh = newLeaf(kind, presets)
      expect(validateSegments([segmentOf(fresh), base])).toEqual([])
      expect(v.is(Condition, fresh)).toBe(true)
      for (const field of fields.filter(({ isOptional }) => isOptional)) {
        const more = { ...fresh, [field.key]: presetOf(field, presets) }
        expect(v.safeParse(Segment, segmentOf(more)).issues, field.key).toBeUndefined()
        expect(validateSegments([segmentOf(more), base]), field.key).toEqual([])
      }
    },
  )

  test('[CON49] a step of a sequence stays right with each option', () => {
    for (const field of STEP_FIELDS.filter(({ isOptional }) => isOptional)) {
      const steps = [{ event: 'A' }, { event: 'B', [field.key]: presetOf(field, presets) }]
      const segment = segmentOf({ kind: 'sequence', steps, completedIn: 'P7D' })
      expect(v.safeParse(Segment, segment).issues, field.key).toBeUndefined()
      expect(validateSegments([segment]), field.key).toEqual([])
    }
  })

  test('[CON49] another kind keeps what both can say', () => {
    const viewed = { kind: 'event', event: 'Viewed', where: { 'properties.a': 1 }, window: 'P3D' } as const
    const picked = changeKind(viewed, 'pick')
    expect(picked).toMatchObject({
      kind: 'pick',
      event: 'Viewed',
      where: { 'properties.a': 1 },
      window: 'P3D',
    })
    for (const { kind } of LEAF_FORMS) {
      for (const { kind: to } of LEAF_FORMS) {
        const changed = changeKind(newLeaf(kind, presets), to, presets)
        expect(changed.kind).toBe(to)
        expect(validateSegments([segmentOf(changed), base])).toEqual([])
      }
    }
  })
})

describe('edits of a rule', () => {
  const [a, b, c] = ['A', 'B', 'C'].map(leaf) as [Condition, Condition, Condition]

  test('[CON50] add a condition beside the others, and make a group where there is none', () => {
    expect(addCondition(ruleOf({ all: [] }), '/when', a)['when']).toEqual({ all: [a] })
    expect(addCondition(ruleOf(a), '/when', b)['when']).toEqual({ all: [a, b] })
    expect(addCondition(ruleOf({ any: [a] }), '/when', b)['when']).toEqual({ any: [a, b] })
    expect(addCondition(ruleOf({ not: a }), '/when', b)['when']).toEqual({ not: { any: [a, b] } })
  })

  test('[CON50] take one out, and the group that has none left', () => {
    expect(removeCondition(ruleOf({ all: [a, { any: [b] }] }), '/when/all/1/any/0')['when']).toEqual({
      all: [a],
    })
    expect(removeCondition(ruleOf({ all: [{ not: a }, b] }), '/when/all/0/not')['when']).toEqual({ all: [b] })
    expect(removeCondition(ruleOf({ not: { any: [a, b] } }), '/when/not/any/0')['when']).toEqual({ not: b })
    expect(removeCondition(ruleOf(a), '/when')['when']).toEqual({ all: [] })
    expect(removeCondition(ruleOf({ atLeast: 2, of: [a, b] }), '/when/of/1')['when']).toEqual({
      atLeast: 1,
      of: [a],
    })
  })

  test('[CON50] join the conditions of a group in another way', () => {
    const rule = ruleOf({ all: [a, b] })
    expect(changeGroup(rule, '/when', 'none')['when']).toEqual({ not: { any: [a, b] } })
    expect(changeGroup(changeGroup(rule, '/when', 'none'), '/when', 'all')).toEqual(rule)
    expect(changeGroup(rule, '/when', 'atLeast', 5)['when']).toEqual({ atLeast: 2, of: [a, b] })
  })

  test('[CON50] take a group away where its conditions mean the same without it', () => {
    const inner = (group: Condition) => unwrapGroup(ruleOf({ all: [a, group] }), '/when/all/1')['when']
    expect(inner({ all: [b, c] })).toEqual({ all: [a, b, c] })
    expect(inner({ any: [b] })).toEqual({ all: [a, b] })
    expect(inner({ any: [b, c] })).toEqual({ all: [a, { any: [b, c] }] })
    expect(inner({ not: b })).toEqual({ all: [a, { not: b }] })
  })

  test('[CON50] reach every condition of every rule, are undone by their opposite, and leave rules that are rules', () => {
    let edits = 0
    for (const segment of randomSegments) {
      const rule = json(segment)
      for (const pointer of placesIn(segment.when, '/when')) {
        const condition = conditionAt(rule, pointer)
        expect(condition).not.toBeNull()
        expect(unwrapGroup(wrapCondition(rule, pointer, 'any'), pointer)).toEqual(rule)
        expect(replaceCondition(rule, pointer, condition!)).toEqual(rule)
        const moved = moveCondition(rule, pointer, 1)
        for (const changed of [
          moved,
          duplicateCondition(rule, pointer),
          addCondition(rule, pointer, a),
          removeCondition(rule, pointer),
        ]) {
          edits += 1
          const when = changed['when']
          const isEmpty = JSON.stringify(changed).includes('{"all":[]}')
          if (!isEmpty) expect(v.is(Condition, when)).toBe(true)
        }
      }
      expect(rule).toEqual(segment)
    }
    expect(edits).toBeGreaterThan(2_000)
  })

  test('[CON50] move a condition among its neighbours, and no further', () => {
    const rule = ruleOf({ all: [a, b, c] })
    expect(moveCondition(rule, '/when/all/0', 1)['when']).toEqual({ all: [b, a, c] })
    expect(moveCondition(moveCondition(rule, '/when/all/0', 1), '/when/all/1', -1)).toEqual(rule)
    expect(moveCondition(rule, '/when/all/2', 1)).toEqual(rule)
    expect(moveCondition(rule, '/when', 1)).toEqual(rule)
  })

  test('[CON50] read and write what a pointer names, whatever the names are', () => {
    const value = { 'a/b': { '~': [1, { c: 2 }] } }
    expect(readAt(value, '/a~1b/~0/1/c')).toBe(2)
    expect(writeAt(value, '/a~1b/~0/0', undefined)).toEqual({ 'a/b': { '~': [{ c: 2 }] } })
    expect(writeAt({}, '/exit/when', { all: [] })).toEqual({ exit: { when: { all: [] } } })
    expect(readAt(value, '/constructor')).toBeUndefined()
  })
})

describe('lines of a where', () => {
  test('[CON51] say what the where says', () => {
    const where = {
      'properties.price': { $gte: 10, $lt: 20 },
      'properties.category': 'shoes',
      $or: [{ channel: 'web' }, { channel: 'mobile' }],
    }
    expect(toRows(where)).toEqual([
      { type: 'test', path: 'properties.price', operator: '$gte', operand: 10 },
      { type: 'test', path: 'properties.price', operator: '$lt', operand: 20 },
      { type: 'test', path: 'properties.category', operator: 'is', operand: 'shoes' },
      { type: 'raw', key: '$or', value: where.$or },
    ])
    expect(fromRows(toRows(where))).toEqual(where)
  })

  test('[CON51] two questions that cannot stand together stand beside each other', () => {
    const where = fromRows([
      { type: 'test', path: 'a', operator: '$ne', operand: 1 },
      { type: 'test', path: 'a', operator: '$ne', operand: 2 },
      { type: 'test', path: 'a', operator: 'is', operand: 3 },
    ])
    expect(where).toEqual({ a: { $ne: 1 }, $and: [{ a: { $ne: 2 } }, { a: 3 }] })
    expect([1, 2, 3, 4].filter((value) => matchesWhere(where, { a: value }))).toEqual([3])
  })

  test('[CON51] lose nothing of any where', () => {
    let compared = 0
    for (const segment of randomSegments) {
      for (const where of wheresIn(segment)) {
        // What stood in an `$and` by itself may stand beside the rest
        const questions = (of: JsonObject) =>
          toRows(of)
            .map((row) => JSON.stringify(row))
            .toSorted()
        expect(questions(fromRows(toRows(where)))).toEqual(questions(where))
        if (!('$and' in where)) expect(fromRows(toRows(where))).toEqual(where)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(200)
  })

  test('[CON52] ask for a value beside a comparison that lets in whoever has none', () => {
    const rows = toRows({ 'traits.age': 25 })
    const under = withOperator(rows, 0, '$lt', 25)
    expect(fromRows(under)).toEqual({ 'traits.age': { $exists: true, $lt: 25 } })
    expect(withOperator(under, 1, '$lte', 30)).toHaveLength(2)
    expect(fromRows(withOperator(rows, 0, '$gte', 25))).toEqual({ 'traits.age': { $gte: 25 } })
  })

  test('[CON51] know every operator of the language', () => {
    for (const { operator } of WHERE_OPERATORS) {
      if (operator === 'is') continue
      const where = { 'properties.a': { [operator]: operandOf(operator) } }
      const steps = [
        { event: 'A', as: 'first' },
        { event: 'B', where },
      ]
      expect(
        validateSegments([segmentOf({ kind: 'sequence', steps, completedIn: 'P7D' })]),
        operator,
      ).toEqual([])
    }
  })
})

function operandOf(operator: string) {
  const operand = WHERE_OPERATORS.find((candidate) => candidate.operator === operator)?.operand
  switch (operand) {
    case 'values':
      return ['x']
    case 'number':
      return 1
    case 'flag':
      return true
    case 'duration':
      return 'P7D'
    case 'date':
      return '2026-01-01'
    case 'type':
      return 'string'
    case 'years':
      return { $gte: 18 }
    case 'place':
      return { lat: 1, lon: 2, km: 3 }
    case 'json':
      return { $gte: 1 }
    case 'reference':
      return 'first.properties.a'
    case 'text':
    case 'value':
    case undefined:
      return '1.0.0'
  }
}

function placesIn(condition: Condition, pointer: string): string[] {
  const group = groupOf(condition)
  const inside = group?.children.flatMap((child) => placesIn(child.condition, `${pointer}${child.at}`)) ?? []
  const held = 'kind' in condition && condition.kind === 'asOf' ? condition.holds : null
  return [pointer, ...inside, ...(held ? placesIn(held, `${pointer}/holds`) : [])]
}

function wheresIn(value: unknown): JsonObject[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'where' || key === 'has' ? [inner as JsonObject] : wheresIn(inner),
  )
}
