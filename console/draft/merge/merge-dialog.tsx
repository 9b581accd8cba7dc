import { useMemo, useState } from 'react'
import type { Json } from '../../../shared/json.ts'
import { diffJson } from '../../../shared/release/diff-json.ts'
import type { Clash, Side } from '../../../shared/release/merge-json.ts'
import { Button } from '../../controls/button.tsx'
import { Dialog } from '../../controls/dialog.tsx'
import { describeJson } from '../../words/describe-json.ts'
import { describePath } from '../../words/describe-path.ts'
import type { EditConflict } from '../edit-conflict.ts'
import { allOf, clashKey, isSettled, mergeBy, quietly, sideOf, type Choices } from './merge-choice.ts'
import styles from './merge-dialog.module.css'

interface Props {
  /** What both edited, as editors call it. */
  readonly name: string
  readonly conflict: EditConflict
  /** What both come to. */
  readonly onSettle: (value: Json | undefined) => void
  /** Puts it off: the edit stays as it is, and is not saved. */
  readonly onClose: () => void
}

/** Two edits of the same, side by side: what does not clash is joined, what does is chosen place by place. */
export function MergeDialog({ name, conflict, onSettle, onClose }: Props) {
  const [choices, setChoices] = useState<Choices>({})
  const { merged, clashes } = useMemo(() => mergeBy(conflict, choices), [conflict, choices])
  const { base, theirs, yours, by } = conflict
  const kept = {
    theirs: quietly(diffJson(base, theirs), clashes),
    yours: quietly(diffJson(base, yours), clashes),
  }
  const isReady = isSettled(clashes, choices)
  return (
    <Dialog
      open
      width="wide"
      onOpenChange={(open) => !open && onClose()}
      title={`${by} changed “${name}”, too`}
      description={
        clashes.length === 0
          ? 'You changed different things, so both fit together. Nothing is saved until you say so.'
          : 'Where you both changed the same, choose what is to stay. All else of both is kept. Nothing is saved until you say so.'
      }
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            Later
          </Button>
          {clashes.length > 1 && (
            <>
              <Button onClick={() => setChoices(allOf(clashes, 'theirs'))}>All of theirs</Button>
              <Button onClick={() => setChoices(allOf(clashes, 'yours'))}>All of mine</Button>
            </>
          )}
          <Button variant="primary" disabled={!isReady} onClick={() => onSettle(merged)}>
            Save both together
          </Button>
        </>
      }
    >
      {clashes.map((clash) => (
        <ClashChoice
          key={clashKey(clash)}
          clash={clash}
          by={by}
          chosen={choices[clashKey(clash)] ?? null}
          onChoose={(side) => setChoices({ ...choices, [clashKey(clash)]: side })}
        />
      ))}
      <Kept title={`Kept of ${by}’s edit`} paths={kept.theirs} />
      <Kept title="Kept of your edit" paths={kept.yours} />
    </Dialog>
  )
}

interface ChoiceProps {
  readonly clash: Clash
  readonly by: string
  readonly chosen: Side | null
  readonly onChoose: (side: Side) => void
}

function ClashChoice({ clash, by, chosen, onChoose }: ChoiceProps) {
  const sides = [
    ['theirs', `${by} has`],
    ['yours', 'You have'],
  ] as const
  return (
    <fieldset className={styles['clash']}>
      <legend>
        {describePath(clash.path)}
        {clash.what === 'order' && ' (order)'}
      </legend>
      <p className="muted small">
        Before: <span className={styles['before']}>{describeJson(clash.base)}</span>
      </p>
      <div className={styles['sides']}>
        {sides.map(([side, label]) => (
          <label key={side} className={styles['side']} data-chosen={chosen === side || undefined}>
            <span className="row">
              <input
                type="radio"
                name={clashKey(clash)}
                checked={chosen === side}
                onChange={() => onChoose(side)}
              />
              <strong>{label}</strong>
            </span>
            <pre>{describeJson(sideOf(clash, side))}</pre>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Kept({ title, paths }: { readonly title: string; readonly paths: readonly string[] }) {
  if (paths.length === 0) return null
  return (
    <details className={styles['kept']}>
      <summary>
        {title}: {paths.length}
      </summary>
      <ul>
        {paths.map((path) => (
          <li key={path}>{describePath(path)}</li>
        ))}
      </ul>
    </details>
  )
}
