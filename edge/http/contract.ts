import type * as v from 'valibot'
import type { Role } from '../../shared/role.ts'

/** What a route takes, as its middleware enforces it. */
export interface Contract {
  /** Its body; `json`: a document of any shape, which is kept whatever is wrong with it. */
  readonly body?: v.GenericSchema | 'json'
  readonly query?: v.GenericSchema
  readonly role?: Role
}

const contracts = new WeakMap<object, Contract>()

/** Notes beside a middleware what it enforces, for the description of the API: the two cannot differ. */
export function says<T extends object>(contract: Contract, handler: T): T {
  contracts.set(handler, contract)
  return handler
}

/** What a middleware enforces; nothing where it said nothing. */
export const contractOf = (handler: object): Contract => contracts.get(handler) ?? {}
