import type { Json, JsonObject } from '../../json.ts'
import { isObject } from './is-object.ts'
import { isReference, isScalar, REFERRING_OPERATORS, type Scalar } from './reference.ts'
import type { ValueTest } from './value-test.ts'

/** How the value is found that a reference means; null: there is none. */
export type Resolve = (reference: string) => (value: Json) => Json

/** What a condition at a path asks beside references, and a test for each of those. */
export interface Split {
  readonly rest: Json
  readonly tests: readonly ValueTest[]
}

/**
 * Takes the references out of a condition at a path. They compare two values of what is tested, where the others compare
 * one with a constant. What is missing on either side fits nothing.
 *
 * @returns null: it has none.
 */
export function splitReferences(
  condition: Json,
  read: (value: Json) => Json,
  resolve: Resolve | undefined,
): Split | null {
  if (!isObject(condition)) return null
  const rest: Record<string, Json> = {}
  const tests: ValueTest[] = []
  for (const [operator, operand = null] of Object.entries(condition)) {
    const reference =
      operator === '$ref'
        ? operand
        : REFERRING_OPERATORS.includes(operator) && isReference(operand)
          ? operand.$ref
          : undefined
    if (reference === undefined) rest[operator] = operand
    else tests.push(compareWith(operator, read, resolver(reference, resolve)))
  }
  return tests.length === 0 ? null : { rest, tests }
}

function compareWith(
  operator: string,
  read: (value: Json) => Json,
  readBound: (value: Json) => Json,
): ValueTest {
  const compare = comparison(operator)
  return {
    holds(value) {
      const [actual, bound] = [read(value), readBound(value)]
      return isScalar(actual) && isScalar(bound) && compare(actual, bound)
    },
  }
}

function comparison(operator: string): (actual: Scalar, bound: Scalar) => boolean {
  switch (operator) {
    case '$ne':
      return (actual, bound) => actual !== bound
    case '$lt':
      return (actual, bound) => actual < bound
    case '$lte':
      return (actual, bound) => actual <= bound
    case '$gt':
      return (actual, bound) => actual > bound
    case '$gte':
      return (actual, bound) => actual >= bound
    default:
      return (actual, bound) => actual === bound
  }
}

/** What stands in place of a reference whose value is known already. The engine puts it there, no rule can. */
export function known(value: Json): JsonObject {
  return { is: value }
}

function resolver(reference: Json, resolve: Resolve | undefined): (value: Json) => Json {
  if (isObject(reference)) return () => reference['is'] ?? null
  return (typeof reference === 'string' && resolve?.(reference)) || (() => null)
}
