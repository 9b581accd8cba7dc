import { randomBytes } from 'node:crypto'

/** A visitor as the load driver plays it: what the SDK would keep in the page. */
export interface Visitor {
  /** The signed id; absent until the edge has minted one. */
  readonly id?: string
  readonly stream: string
  sequence: number
}

export function createVisitor(id?: string): Visitor {
  return { ...(id !== undefined && { id }), stream: randomBytes(16).toString('base64url'), sequence: 0 }
}
