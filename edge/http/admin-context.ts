import type { Env } from '../env.ts'
import type { Actor } from '../site/people/actor.ts'

/** What a handler of the admin API finds in its context. */
export interface AdminContext {
  Bindings: Env
  Variables: { actor: Actor }
}
