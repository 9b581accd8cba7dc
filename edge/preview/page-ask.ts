import type { Facts } from '../../shared/event/index.ts'
import type { Ask } from '../profile/ask.ts'

/** What a page in a preview wants to know, and what its request says by itself. */
export interface PageAsk extends Ask {
  readonly facts: Facts
}

/** The same, over a socket: it outlives the call that said which preview it is of. */
export interface OpenPageAsk extends PageAsk {
  readonly session: string
}
