import type { Op } from '../op.ts'

/** A comparison of a count, as the whole numbers from `min` to `max` or all but those. */
export interface CountRange {
  readonly min: number
  readonly max: number
  readonly negated: boolean
}

/**
 * A comparison of a count in its canonical form: the range never holds for a count of zero. So "none in W" is the
 * negation of "one in W", and rules that ask the two share a leaf. Null where no range of counts is concerned:
 * `always` says which way.
 */
export function countRange(op: Op): CountRange | { readonly always: boolean } {
  const { min, max, negated } = bounds(op)
  if (min > max) return { always: negated }
  if (min > 0) return { min, max, negated }
  return max === Infinity ? { always: !negated } : { min: max + 1, max: Infinity, negated: !negated }
}

function bounds(op: Op): CountRange {
  if ('gte' in op) return range(op.gte, Infinity)
  if ('gt' in op) return range(Math.floor(op.gt) + 1, Infinity)
  if ('lte' in op) return range(0, op.lte)
  if ('lt' in op) return range(0, Math.ceil(op.lt) - 1)
  if ('between' in op) return range(op.between[0], op.between[1])
  if ('eq' in op) return range(op.eq, op.eq)
  return { ...range(op.ne, op.ne), negated: true }
}

function range(from: number, to: number): CountRange {
  return { min: Math.max(0, Math.ceil(from)), max: Math.floor(to), negated: false }
}
