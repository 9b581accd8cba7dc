import { useSyncExternalStore } from 'react'
import { Button } from '../../controls/button.tsx'
import { Callout } from '../../controls/callout.tsx'
import { isChanged } from '../../draft/part-edit.ts'
import { useDraftEdits } from '../../draft/use-draft-edits.ts'
import { partName } from '../../words/part-name.ts'
import { useDraft } from '../../draft/use-draft.ts'

/** Saves the settings that were changed, or goes back to what the draft says. */
export function SaveSettings() {
  const edits = useDraftEdits()
  const { site } = useDraft()
  const all = useSyncExternalStore(edits.subscribe, edits.all)
  const open = [...all.values()].filter(({ part }) => part.kind === 'settings' || part.kind === 'writeKeys')
  const changed = open.filter(({ edit }) => isChanged(edit))
  const failed = open.flatMap(({ part, state }) =>
    state.type === 'failed' ? [{ part, error: state.error }] : [],
  )
  return (
    <>
      {failed.map(({ part, error }) => (
        <Callout key={part.id} tone="danger" title={`${partName(part, site)} was not saved: ${error.title}`}>
          {error.message}
        </Callout>
      ))}
      <div className="row">
        <Button
          variant="primary"
          disabled={changed.length === 0}
          busy={open.some(({ state }) => state.type === 'saving')}
          onClick={() => void Promise.all(changed.map(({ part }) => edits.save(part)))}
        >
          Save draft
        </Button>
        {changed.length > 0 && (
          <Button variant="quiet" onClick={() => changed.forEach(({ part }) => edits.discard(part))}>
            Discard
          </Button>
        )}
      </div>
    </>
  )
}
