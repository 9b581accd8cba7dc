import type { QueryClient } from '@tanstack/react-query'
import type { Json } from '../../shared/json.ts'
import { isSameJson } from '../../shared/same-json.ts'
import { readPart, writePart, type SitePart } from '../../shared/release/site-part.ts'
import { ApiError } from '../api-error.ts'
import type { DraftAnswer, PartAnswer } from './draft-answer.ts'
import { draftQuery } from './draft-query.ts'
import { readConflict, type EditConflict } from './edit-conflict.ts'
import { beginEdit, changeEdit, isChanged, keptEdit, redoEdit, undoEdit, type PartEdit } from './part-edit.ts'
import { putPart } from './put-part.ts'

/** How far an edit has come. */
export type EditState =
  | { readonly type: 'open' }
  | { readonly type: 'saving' }
  | { readonly type: 'failed'; readonly error: ApiError }
  | { readonly type: 'conflict'; readonly conflict: EditConflict }

/** A part that is being edited here. */
export interface OpenEdit {
  readonly part: SitePart
  readonly edit: PartEdit
  readonly state: EditState
}

const OPEN: EditState = { type: 'open' }
const nameOf = ({ kind, id }: SitePart): string => `${kind}/${id}`

/** What is being edited of one site in this tab. It outlives the pages that show it: one may look elsewhere meanwhile. */
export class DraftEdits {
  readonly #site: string
  readonly #queries: QueryClient
  readonly #listeners = new Set<() => void>()
  #open: ReadonlyMap<string, OpenEdit> = new Map()

  constructor(site: string, queries: QueryClient) {
    this.#site = site
    this.#queries = queries
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** All that is open, by kind and id. The same object until something changes. */
  readonly all = (): ReadonlyMap<string, OpenEdit> => this.#open

  of(part: SitePart): OpenEdit | undefined {
    return this.#open.get(nameOf(part))
  }

  /** What is changed here and not kept yet. */
  get unsaved(): readonly OpenEdit[] {
    return [...this.#open.values()].filter(({ edit }) => isChanged(edit))
  }

  /** Changes a part. Changes of one `group` that follow each other are undone together. */
  change(part: SitePart, value: Json | undefined, group?: string): void {
    const open = this.of(part)
    const edit = open?.edit ?? this.#begin(part)
    this.#put(part, changeEdit(edit, value, group), open?.state)
  }

  undo(part: SitePart): void {
    const open = this.of(part)
    if (open) this.#put(part, undoEdit(open.edit), open.state)
  }

  redo(part: SitePart): void {
    const open = this.of(part)
    if (open) this.#put(part, redoEdit(open.edit), open.state)
  }

  /** Goes back to what the draft says. */
  discard(part: SitePart): void {
    const open = new Map(this.#open)
    open.delete(nameOf(part))
    this.#set(open)
  }

  /** Keeps a part in the draft; answers whether it is there. Where somebody else changed it, it waits as a conflict. */
  async save(part: SitePart): Promise<boolean> {
    const open = this.of(part)
    if (open === undefined || !isChanged(open.edit)) return true
    if (open.state.type === 'saving') return false
    const { edit } = open
    this.#put(part, edit, { type: 'saving' })
    try {
      const isNew = edit.base === undefined
      const answer = await putPart(this.#site, part, edit.value, isNew ? null : edit.version)
      this.#keep(part, answer)
      // it may have been changed further while it was on its way
      const now = this.of(part)?.edit ?? edit
      this.#put(part, keptEdit(now, answer.version, edit.value), OPEN)
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const conflict = readConflict(error)
      const now = this.of(part)?.edit ?? edit
      this.#put(part, now, conflict === null ? { type: 'failed', error } : { type: 'conflict', conflict })
      return false
    }
  }

  /** Keeps all that is changed here; answers whether all of it is there. */
  async saveAll(): Promise<boolean> {
    const saved = await Promise.all(this.unsaved.map(({ part }) => this.save(part)))
    return saved.every(Boolean)
  }

  /** Ends a conflict: the part is to be this, made on what is there now. It is saved at once. */
  async settle(part: SitePart, value: Json | undefined): Promise<boolean> {
    const open = this.of(part)
    if (open?.state.type !== 'conflict') return false
    const { version, theirs } = open.state.conflict
    await this.#queries.invalidateQueries(draftQuery(this.#site))
    this.#put(part, changeEdit({ ...open.edit, version, base: theirs }, value), OPEN)
    return this.save(part)
  }

  #begin(part: SitePart): PartEdit {
    const draft = this.#queries.getQueryData<DraftAnswer>(draftQuery(this.#site).queryKey)
    if (draft === undefined) throw new Error(`${nameOf(part)} is edited before the draft was read`)
    return beginEdit(draft.version, readPart(draft.site, part))
  }

  /** Puts what the server has kept into what is known of the draft here. */
  #keep(part: SitePart, { version, value, editedBy, editedAt, issues, warnings }: PartAnswer): void {
    const { queryKey } = draftQuery(this.#site)
    const before = this.#queries.getQueryData<DraftAnswer>(queryKey)
    if (before === undefined) return
    const site = writePart(before.site, part, value)
    this.#queries.setQueryData<DraftAnswer>(queryKey, {
      basedOn: before.basedOn,
      version,
      editedBy,
      editedAt,
      site,
      issues,
      warnings,
    })
    // edits of others came in between: what they are is not in the answer
    if (version > before.version + 1) void this.#queries.invalidateQueries({ queryKey })
    void this.#queries.invalidateQueries({ queryKey: ['sites', this.#site, 'changes'] })
  }

  #put(part: SitePart, edit: PartEdit, state: EditState = OPEN): void {
    const isTheSame = isSameJson(edit.base, edit.value) && edit.past.length === 0 && edit.future.length === 0
    const open = new Map(this.#open)
    if (isTheSame && state.type === 'open') open.delete(nameOf(part))
    else open.set(nameOf(part), { part, edit, state })
    this.#set(open)
  }

  #set(open: ReadonlyMap<string, OpenEdit>): void {
    this.#open = open
    for (const listener of this.#listeners) listener()
  }
}
