import type { Side } from './merge-json.ts'
import { isSameJson } from '../same-json.ts'

export interface OrderMerge {
  readonly names: readonly string[]
  /** Whether both sides moved the same entries, and differently. */
  readonly clashes: boolean
}

/**
 * The order of a list that two sides changed: of whoever moved entries; what the other added comes after the entry that it
 * was put behind. What one side removed is still in it.
 *
 * @param prefer Whose order it is where both moved.
 */
export function mergeOrder(
  base: readonly string[],
  theirs: readonly string[],
  yours: readonly string[],
  prefer: Side,
): OrderMerge {
  const yoursMoved = hasMoved(base, yours)
  const clashes = yoursMoved && hasMoved(base, theirs) && hasMoved(theirs, yours)
  const isYours = clashes ? prefer === 'yours' : yoursMoved
  return { names: isYours ? insertNew(yours, theirs) : insertNew(theirs, yours), clashes }
}

/** Whether the entries that both lists have stand in another order. */
function hasMoved(from: readonly string[], to: readonly string[]): boolean {
  return !isSameJson(
    from.filter((name) => to.includes(name)),
    to.filter((name) => from.includes(name)),
  )
}

function insertNew(into: readonly string[], from: readonly string[]): readonly string[] {
  const order = [...into]
  for (const [index, name] of from.entries()) {
    if (order.includes(name)) continue
    const before = from.slice(0, index).findLast((other) => order.includes(other))
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name)
  }
  return order
}
