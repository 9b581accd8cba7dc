import type { Json } from '../../json.ts'
import type { Op } from '../op.ts'

/** A comparison with a number, as a function. What is no number fits none. */
export function numberTest(op: Op): (value: Json) => boolean {
  const fits = comparison(op)
  return (value) => typeof value === 'number' && fits(value)
}

function comparison(op: Op): (value: number) => boolean {
  if ('gte' in op) return (value) => value >= op.gte
  if ('gt' in op) return (value) => value > op.gt
  if ('lte' in op) return (value) => value <= op.lte
  if ('lt' in op) return (value) => value < op.lt
  if ('eq' in op) return (value) => value === op.eq
  if ('ne' in op) return (value) => value !== op.ne
  const [from, to] = op.between
  return (value) => value >= from && value <= to
}
