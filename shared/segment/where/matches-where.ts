import type { JsonObject } from '../../json.ts'
import { compileWhere } from './compile-where.ts'
import type { ValueTest } from './value-test.ts'
import type { Where } from './where.ts'

const compiled = new WeakMap<Where, ValueTest>()

/**
 * Does a value meet a condition? The condition is compiled once per object, so pass the same one again.
 *
 * @param now For the operators over time, epoch milliseconds. Without it no instant is past: pass the clock.
 * @example matchesWhere({ path: { $regex: '^/category/' } }, { path: '/category/hiking' }) // true
 */
export function matchesWhere(where: Where, value: JsonObject, now = 0): boolean {
  let test = compiled.get(where)
  if (!test) compiled.set(where, (test = compileWhere(where)))
  return test.holds(value, now)
}
