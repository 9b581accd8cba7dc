import { useCallback, useContext, useSyncExternalStore } from 'react'
import type { Decision } from '../../shared/experience/decision.ts'
import type { SlotDecision, SlotName } from '../slot-decision.ts'
import { EdgewiseContext } from './context.ts'

/**
 * What a slot shows now; undefined until something is known. The component renders anew when its content changes.
 *
 * @example const fields = useSlot('hero')?.fields
 */
export function useSlot<Name extends SlotName>(name: Name): SlotDecision<Name> | undefined {
  const { edgewise, initial } = useContext(EdgewiseContext)
  const fromServer = initial?.decisions[name]
  const subscribe = useCallback(
    (changed: () => void) => edgewise?.slot(name).subscribe(changed) ?? (() => {}),
    [edgewise, name],
  )
  const decision = useSyncExternalStore<Decision | undefined>(
    subscribe,
    () => {
      const known = edgewise?.slot(name).get()
      // What the server was told is newer than what this browser kept of the last page
      return known && !(fromServer && known.reason === 'STALE') ? known : fromServer
    },
    () => fromServer,
  )
  // `as`: that its fields are those the site declares is the site's word
  return decision as SlotDecision<Name> | undefined
}
