import type { Json } from '../../json.ts'
import { toNumber, toText } from './coerce.ts'
import { isOperators } from './is-operators.ts'
import { compileOperator } from './operators.ts'
import { everyTest, type Nested, type ValueTest } from './value-test.ts'

/** What a condition asks of one value: a literal to equal, or operators that must all hold. */
export function compileValue(condition: Json, nested: Nested, insensitive = false): ValueTest {
  if (typeof condition === 'string') {
    const lower = condition.toLowerCase()
    return insensitive
      ? { holds: (actual) => toText(actual).toLowerCase() === lower }
      : { holds: (actual) => actual === condition || toText(actual) === condition }
  }
  if (typeof condition === 'number') return { holds: (actual) => toNumber(actual) === condition }
  if (typeof condition === 'boolean')
    return { holds: (actual) => actual !== null && Boolean(actual) === condition }
  if (condition === null) return { holds: (actual) => actual === null }
  if (!isOperators(condition)) {
    const text = JSON.stringify(condition)
    return { holds: (actual) => JSON.stringify(actual) === text }
  }
  return everyTest(
    Object.entries(condition).map(([operator, expected]) =>
      compileOperator(operator, expected ?? null, nested),
    ),
  )
}
