import type { JsonObject } from '../json.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { Decision } from './decision.ts'
import type { MergeScope } from './merge-scope.ts'

/** What a slot shows, rendered for one visitor or for all. */
export interface Rendering {
  /** Whether it comes out the same for everybody. */
  readonly isStatic: boolean
  readonly render: (scope: MergeScope) => { readonly html: string | null; readonly fields: JsonObject | null }
}

/**
 * One of the decisions that a slot can end in. Content without merge tags is rendered at its first use and then given
 * to every visitor, frozen; other content is rendered for each.
 */
export type Answer = (scope: MergeScope, release: number, onError?: (cause: unknown) => void) => Decision

/** @param compile is called at the first use; a release has more content than an isolate will ever show */
export function createAnswer(
  labels: Pick<Decision, 'reason' | 'experience' | 'variant' | 'policy'>,
  compile: () => Rendering,
): Answer {
  let rendering: Rendering | undefined
  let shared: Decision | undefined
  return (scope, release, onError) => {
    if (shared?.release === release) return shared
    try {
      rendering ??= compile()
      const decision = { ...labels, ...rendering.render(scope), release }
      if (rendering.isStatic) shared = deepFreeze(decision)
      return decision
    } catch (cause) {
      // One slot's content must not cost the visitor the others
      onError?.(cause)
      return { ...labels, reason: 'ERROR', html: null, fields: null, release }
    }
  }
}
