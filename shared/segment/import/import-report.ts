import { toPointer } from '../../problem/index.ts'
import type { ImportNote } from './import-note.ts'
import type { Unmapped } from './unmapped.ts'

export type Place = readonly (string | number)[]

/** What an import has to say besides its result, as it is gathered. */
export interface ImportReport {
  readonly unmapped: Unmapped[]
  readonly notes: ImportNote[]
  /** Notes a part that cannot be mapped; answers null, what comes of such a part. */
  refuse(place: Place, found: string, why: string, nearest: string, offset?: number): null
  /** Notes a choice; the same choice again is not noted again. */
  note(place: Place, found: string, chosen: string): void
}

export function createReport(): ImportReport {
  const unmapped: Unmapped[] = []
  const notes: ImportNote[] = []
  return {
    unmapped,
    notes,
    refuse(place, found, why, nearest, offset) {
      unmapped.push({
        pointer: toPointer(place),
        ...(offset !== undefined && { offset }),
        found,
        why,
        nearest,
      })
      return null
    },
    note(place, found, chosen) {
      if (notes.some((note) => note.chosen === chosen)) return
      notes.push({ pointer: toPointer(place), found, chosen })
    },
  }
}
