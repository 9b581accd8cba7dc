import type { Json, JsonObject } from '../../json.ts'
import { isObject } from '../where/is-object.ts'
import { isOperators } from '../where/is-operators.ts'
import type { Where } from '../where/where.ts'

/** One line of a `where`: a question about a path; or a part that no line can say, as it is written. */
export type WhereRow =
  | { readonly type: 'test'; readonly path: string; readonly operator: string; readonly operand: Json }
  | { readonly type: 'raw'; readonly key: string; readonly value: Json }

/** A `where` as lines, all of which must hold. */
export function toRows(where: Where): WhereRow[] {
  return Object.entries(where).flatMap(([key, condition = null]): WhereRow[] => {
    if (key === '$and' && Array.isArray(condition) && condition.every((part: Json) => isObject(part)))
      return condition.flatMap((part: JsonObject) => toRows(part))
    if (key.startsWith('$')) return [{ type: 'raw', key, value: condition }]
    if (!isOperators(condition)) return [{ type: 'test', path: key, operator: 'is', operand: condition }]
    return Object.entries(condition).map(([operator, operand = null]) => ({
      type: 'test',
      path: key,
      operator,
      operand,
    }))
  })
}

/** The `where` that lines say. Several questions about one path are joined where that is possible, else by `$and`. */
export function fromRows(rows: readonly WhereRow[]): Where {
  const where: Record<string, Json> = {}
  const beside: JsonObject[] = []
  for (const row of rows) {
    if (row.type === 'raw') {
      if (Object.hasOwn(where, row.key)) beside.push({ [row.key]: row.value })
      else where[row.key] = row.value
      continue
    }
    const { path, operator, operand } = row
    const test = operator === 'is' ? operand : { [operator]: operand }
    const there = Object.hasOwn(where, path) ? (where[path] ?? null) : undefined
    if (there === undefined) where[path] = test
    else if (isOperators(there) && isOperators(test) && !Object.hasOwn(there, operator))
      where[path] = { ...there, ...test }
    else beside.push({ [path]: test })
  }
  if (beside.length === 0) return where
  // An `$and` that could not be shown as lines stays beside those
  const known = where['$and']
  return { ...where, $and: [...(Array.isArray(known) ? (known as readonly Json[]) : []), ...beside] }
}

/** Operators that hold of a missing value, which counts as 0: who asks them hardly means those of whom nothing is known. */
const FITS_MISSING = new Set(['$lt', '$lte'])

/**
 * A line with another operator; beside one that would let in whoever has no value comes one that asks for it, unless it is
 * there.
 */
export function withOperator(
  rows: readonly WhereRow[],
  index: number,
  operator: string,
  operand: Json,
): WhereRow[] {
  const row = rows[index]
  if (row?.type !== 'test') return [...rows]
  const changed = rows.with(index, { ...row, operator, operand })
  const isAsked = changed.some(
    (other) => other.type === 'test' && other.path === row.path && other.operator === '$exists',
  )
  if (!FITS_MISSING.has(operator) || isAsked) return changed
  return changed.toSpliced(index, 0, { type: 'test', path: row.path, operator: '$exists', operand: true })
}
