import type { DraftSlot } from '../../content/draft-content.ts'

/** A slot that pages ask for. */
export interface FoundSlot {
  readonly name: string
  readonly visitors: number
  readonly lastSeen: string
  readonly paths: readonly { readonly path: string; readonly visitors: number }[]
}

/** A slot that is declared, that pages ask for, or both. */
export interface SlotRow {
  readonly id: string
  readonly slot?: DraftSlot
  readonly seen?: FoundSlot
}

/** The declared slots in their order, then what pages ask for besides. */
export function slotRows(slots: readonly DraftSlot[], found: readonly FoundSlot[]): SlotRow[] {
  const seenAs = new Map(found.map((seen) => [seen.name, seen]))
  const declared = new Set(slots.map(({ id }) => id))
  return [
    ...slots.map((slot): SlotRow => {
      const seen = seenAs.get(slot.id)
      return { id: slot.id, slot, ...(seen && { seen }) }
    }),
    ...found.filter(({ name }) => !declared.has(name)).map((seen): SlotRow => ({ id: seen.name, seen })),
  ]
}
