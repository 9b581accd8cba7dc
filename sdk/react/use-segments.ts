import { useCallback, useContext, useSyncExternalStore } from 'react'
import { EdgewiseContext } from './context.ts'

const NONE: readonly string[] = []

/** Ids of the segments that the visitor is in and the page may know. Empty until something is known. */
export function useSegments(): readonly string[] {
  const { edgewise, initial } = useContext(EdgewiseContext)
  const fromServer = initial?.segments ?? NONE
  const subscribe = useCallback(
    (changed: () => void) => edgewise?.on('state', changed) ?? (() => {}),
    [edgewise],
  )
  return useSyncExternalStore(
    subscribe,
    () => {
      const known = edgewise?.segments() ?? NONE
      return known.length > 0 ? known : fromServer
    },
    () => fromServer,
  )
}
