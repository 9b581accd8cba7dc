import { lazy, Suspense, useState, useSyncExternalStore } from 'react'
import { partName } from '../words/part-name.ts'
import type { OpenEdit } from './draft-edits.ts'
import { useDraft } from './use-draft.ts'
import { useDraftEdits } from './use-draft-edits.ts'

const MergeDialog = lazy(async () => ({ default: (await import('./merge/merge-dialog.tsx')).MergeDialog }))

/** Asks, wherever in the console one is, how two edits of the same part are to be joined. */
export function Conflicts() {
  const edits = useDraftEdits()
  const open = useSyncExternalStore(edits.subscribe, edits.all)
  const [putOff, setPutOff] = useState<OpenEdit['state'] | null>(null)
  const { site } = useDraft()
  const waiting = [...open.values()].find(({ state }) => state.type === 'conflict' && state !== putOff)
  if (waiting?.state.type !== 'conflict') return null
  const { part, state } = waiting
  return (
    <Suspense fallback={null}>
      <MergeDialog
        key={`${part.kind}/${part.id}/${state.conflict.version}`}
        name={partName(part, site)}
        conflict={state.conflict}
        onSettle={(value) => void edits.settle(part, value)}
        onClose={() => setPutOff(state)}
      />
    </Suspense>
  )
}
