import type { Json, JsonObject } from '../../shared/json.ts'
import type { Issue } from '../../shared/problem/index.ts'

/** A draft as the server tells it. */
export interface DraftAnswer {
  readonly version: number
  readonly basedOn: number | null
  readonly editedBy: string
  readonly editedAt: string
  readonly site: JsonObject
  readonly issues: readonly Issue[]
  readonly warnings: readonly Issue[]
}

/** One part of a draft as the server tells it after an edit, with what is wrong with the whole draft. */
export interface PartAnswer extends Omit<DraftAnswer, 'site' | 'basedOn'> {
  readonly value?: Json | undefined
}
