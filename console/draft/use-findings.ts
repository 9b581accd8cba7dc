import { useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { writePart, type SitePart } from '../../shared/release/site-part.ts'
import type { checkDocument } from './check-document.ts'
import { findingsOf, type Findings } from './findings.ts'
import { useDraft } from './use-draft.ts'
import { useDraftEdits } from './use-draft-edits.ts'

type Check = typeof checkDocument

/**
 * What is wrong with a part while it is being edited, by JSON pointers into the part; checked here, as the server does.
 * Until the checker is loaded it is what the server said of the saved draft.
 */
export function useFindings(kind: string, id: string): Findings {
  const draft = useDraft()
  const edits = useDraftEdits()
  const open = useSyncExternalStore(edits.subscribe, edits.all)
  const [check, setCheck] = useState<Check | null>(null)
  useEffect(() => {
    let isGone = false
    void import('./check-document.ts').then((checker) => {
      if (!isGone) setCheck(() => checker.checkDocument)
    })
    return () => {
      isGone = true
    }
  }, [])
  const document = useMemo(
    () => [...open.values()].reduce((site, { part, edit }) => writePart(site, part, edit.value), draft.site),
    [draft.site, open],
  )
  // typing goes before checking
  const checked = useDeferredValue(document)
  return useMemo(() => {
    const part: SitePart = { kind, id }
    if (check === null) return findingsOf(draft, draft.site, part)
    return findingsOf(check(checked), checked, part)
  }, [check, checked, draft, kind, id])
}
