import { useMemo, useSyncExternalStore } from 'react'
import type { Json } from '../../shared/json.ts'
import { readPart, type SitePart } from '../../shared/release/site-part.ts'
import type { EditState } from './draft-edits.ts'
import { isChanged } from './part-edit.ts'
import { useDraft } from './use-draft.ts'
import { useDraftEdits } from './use-draft-edits.ts'

/** One part of the draft in an editor's hands. */
export interface PartEditing {
  /** As it is here, edits and all; undefined: the draft has none. */
  readonly value: Json | undefined
  /** As the draft has it. */
  readonly saved: Json | undefined
  readonly isDirty: boolean
  readonly state: EditState
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Changes of one `group` that follow each other are undone together. */
  readonly change: (value: Json | undefined, group?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly discard: () => void
  /** Puts it into the draft; answers whether it is there. */
  readonly save: () => Promise<boolean>
}

const OPEN: EditState = { type: 'open' }

/**
 * A part of the draft to edit: `usePart('segments', 'vip')`, `usePart('settings', 'origins')`. What is changed stays here,
 * also when one looks at another page, until it is saved or discarded.
 */
export function usePart(kind: string, id: string): PartEditing {
  const edits = useDraftEdits()
  const { site } = useDraft()
  const part = useMemo<SitePart>(() => ({ kind, id }), [kind, id])
  const open = useSyncExternalStore(edits.subscribe, () => edits.of(part))
  const saved = useMemo(() => readPart(site, part), [site, part])
  return {
    value: open === undefined ? saved : open.edit.value,
    saved,
    isDirty: open !== undefined && isChanged(open.edit),
    state: open?.state ?? OPEN,
    canUndo: (open?.edit.past.length ?? 0) > 0,
    canRedo: (open?.edit.future.length ?? 0) > 0,
    change: (value, group) => edits.change(part, value, group),
    undo: () => edits.undo(part),
    redo: () => edits.redo(part),
    discard: () => edits.discard(part),
    save: () => edits.save(part),
  }
}
