import type { Json } from '../../shared/json.ts'
import { isSameJson } from '../../shared/same-json.ts'

/** What is being done to one part of the draft and is not kept there yet. */
export interface PartEdit {
  /** The version of the draft that it began with. */
  readonly version: number
  /** The part as it was then; undefined: it was not there. */
  readonly base: Json | undefined
  readonly value: Json | undefined
  /** What it was before each step, the last step at the end. */
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

interface Step {
  readonly value: Json | undefined
  /** Steps of one name that follow each other are one: the letters of a word, say. */
  readonly group: string | null
}

const MAX_STEPS = 100

export const beginEdit = (version: number, base: Json | undefined): PartEdit => ({
  version,
  base,
  value: base,
  past: [],
  future: [],
})

export function changeEdit(edit: PartEdit, value: Json | undefined, group: string | null = null): PartEdit {
  if (isSameJson(edit.value, value)) return edit
  const isContinued = group !== null && edit.past.at(-1)?.group === group && edit.future.length === 0
  const past = isContinued ? edit.past : [...edit.past, { value: edit.value, group }].slice(-MAX_STEPS)
  return { ...edit, value, past, future: [] }
}

export function undoEdit(edit: PartEdit): PartEdit {
  const step = edit.past.at(-1)
  if (step === undefined) return edit
  const future = [...edit.future, { value: edit.value, group: step.group }]
  return { ...edit, value: step.value, past: edit.past.slice(0, -1), future }
}

export function redoEdit(edit: PartEdit): PartEdit {
  const step = edit.future.at(-1)
  if (step === undefined) return edit
  const past = [...edit.past, { value: edit.value, group: step.group }]
  return { ...edit, value: step.value, past, future: edit.future.slice(0, -1) }
}

/** The edit after what it says was kept: its steps can still be undone. */
export const keptEdit = (edit: PartEdit, version: number, base: Json | undefined): PartEdit => ({
  ...edit,
  version,
  base,
})

export const isChanged = (edit: PartEdit): boolean => !isSameJson(edit.base, edit.value)
