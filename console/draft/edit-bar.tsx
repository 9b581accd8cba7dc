import { Button } from '../controls/button.tsx'
import { Callout } from '../controls/callout.tsx'
import { Tooltip } from '../controls/tooltip.tsx'
import styles from './edit-bar.module.css'
import type { PartEditing } from './use-part.ts'

/** What every editor of a part has: whether it is saved, and to undo, redo, discard and save. Put it into the page's actions. */
export function EditBar({ part }: { readonly part: PartEditing }) {
  return (
    <div className="row">
      <span className={styles['state']} role="status">
        {describe(part)}
      </span>
      <Tooltip text="Undo">
        <Button variant="quiet" icon="undo" aria-label="Undo" disabled={!part.canUndo} onClick={part.undo} />
      </Tooltip>
      <Tooltip text="Redo">
        <Button variant="quiet" icon="redo" aria-label="Redo" disabled={!part.canRedo} onClick={part.redo} />
      </Tooltip>
      {part.isDirty && (
        <Button variant="quiet" onClick={part.discard}>
          Discard
        </Button>
      )}
      <Button
        variant="primary"
        disabled={!part.isDirty}
        busy={part.state.type === 'saving'}
        onClick={() => void part.save()}
      >
        Save draft
      </Button>
    </div>
  )
}

/** Why a part could not be saved, below the page's head. */
export function SaveFailure({ part }: { readonly part: PartEditing }) {
  if (part.state.type !== 'failed') return null
  const { error } = part.state
  return (
    <Callout
      tone="danger"
      title={`Not saved: ${error.title}`}
      actions={<Button onClick={() => void part.save()}>Try again</Button>}
    >
      {error.message}
    </Callout>
  )
}

function describe({ state, isDirty }: PartEditing): string {
  switch (state.type) {
    case 'saving':
      return 'Saving …'
    case 'failed':
      return 'Not saved'
    case 'conflict':
      return 'Somebody else changed it, too'
    case 'open':
      return isDirty ? 'Not saved yet' : 'Saved in the draft'
  }
}
