import { useEffect } from 'react'
import { useDraftEdits } from '../draft/use-draft-edits.ts'

/** Asks before the tab is closed while edits are only in it; other pages of the console keep them. */
export function UnsavedGuard() {
  const edits = useDraftEdits()
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (edits.unsaved.length > 0) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [edits])
  return null
}
