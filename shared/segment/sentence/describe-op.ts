import type { Op } from '../op.ts'

/** A comparison of how often: `at least twice`. */
export function describeTimes(op: Op): string {
  if ('gte' in op) return `at least ${times(op.gte)}`
  if ('gt' in op) return `more than ${times(op.gt)}`
  if ('lte' in op) return `at most ${times(op.lte)}`
  if ('lt' in op) return `fewer than ${times(op.lt)}`
  if ('eq' in op) return `exactly ${times(op.eq)}`
  if ('ne' in op) return `any number of times but ${op.ne}`
  return `between ${op.between[0]} and ${times(op.between[1])}`
}

/** `once`, `twice`, `5 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

/** A comparison with a number: `of at least 100`. */
export function describeOp(op: Op): string {
  if ('gte' in op) return `of at least ${op.gte}`
  if ('gt' in op) return `over ${op.gt}`
  if ('lte' in op) return `of at most ${op.lte}`
  if ('lt' in op) return `under ${op.lt}`
  if ('eq' in op) return `of exactly ${op.eq}`
  if ('ne' in op) return `other than ${op.ne}`
  return `between ${op.between[0]} and ${op.between[1]}`
}
