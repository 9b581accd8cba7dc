import type { Condition } from '../condition.ts'

/** All or any of the parts that could be mapped; a single one stands for itself. Null: none could. */
export function joinConditions(how: 'all' | 'any', parts: readonly (Condition | null)[]): Condition | null {
  const mapped = parts.filter((part) => part !== null)
  const [only] = mapped
  if (only === undefined) return null
  if (mapped.length === 1) return only
  return how === 'all' ? { all: mapped } : { any: mapped }
}
