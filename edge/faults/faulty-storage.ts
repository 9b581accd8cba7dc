import { comeBy, type Moment } from './come-by.ts'

const WRITES = /^\s*(?:INSERT|UPDATE|DELETE|CREATE)/

/**
 * An object's storage, with a moment before each statement that writes: a disk may be full at any of them. Ask
 * `EDGEWISE_FAULTS` before it: what is deployed has nothing of this.
 */
export function faultyStorage(ctx: DurableObjectState, moment: Moment): DurableObjectStorage {
  const sql = new Proxy(ctx.storage.sql, {
    get(target, member) {
      const value: unknown = Reflect.get(target, member)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        if (member === 'exec' && WRITES.test(String(given[0]))) comeBy(moment, ctx)
        return Reflect.apply(value, target, given) as unknown
      }
    },
  })
  return new Proxy(ctx.storage, {
    get(target, member) {
      if (member === 'sql') return sql
      const value: unknown = Reflect.get(target, member)
      return typeof value === 'function'
        ? (...given: unknown[]) => Reflect.apply(value, target, given) as unknown
        : value
    },
  })
}
