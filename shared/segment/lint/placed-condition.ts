import type { Condition } from '../condition.ts'
import type { Segment } from '../segment.ts'
import type { Path } from '../validate/path.ts'

/** A condition and where it stands. */
export interface PlacedCondition {
  readonly condition: Condition
  readonly path: Path
}

/** The whole rules of a segment: how one enters, and how one leaves. */
export function rootsOf({ when, exit }: Segment, index: number): PlacedCondition[] {
  const path = ['segments', index]
  return [
    { condition: when, path: [...path, 'when'] },
    ...(exit?.when ? [{ condition: exit.when, path: [...path, 'exit', 'when'] }] : []),
  ]
}

/** A condition and all that stand in it. */
export function conditionsIn(placed: PlacedCondition): PlacedCondition[] {
  return [placed, ...partsOf(placed).flatMap(conditionsIn)]
}

/** The conditions that stand directly in one. */
export function partsOf({ condition, path }: PlacedCondition): PlacedCondition[] {
  const each = (conditions: readonly Condition[], key: string) =>
    conditions.map((part, index) => ({ condition: part, path: [...path, key, index] }))
  if ('all' in condition) return each(condition.all, 'all')
  if ('any' in condition) return each(condition.any, 'any')
  if ('atLeast' in condition) return each(condition.of, 'of')
  if ('not' in condition) return [{ condition: condition.not, path: [...path, 'not'] }]
  return condition.kind === 'asOf' ? [{ condition: condition.holds, path: [...path, 'holds'] }] : []
}
