import type { Condition } from '../condition.ts'
import type { Match } from '../match.ts'
import type { Window } from '../window/window.ts'

/** What held at the moment of an event that lies in a window, the event included. */
export interface AsOf {
  readonly kind: 'asOf'
  readonly anchor: Match
  readonly holds: ImportedCondition
  readonly window: Window
}

/** A condition as an import makes it. */
export type ImportedCondition =
  | Condition
  | AsOf
  | { readonly all: readonly ImportedCondition[] }
  | { readonly any: readonly ImportedCondition[] }
  | { readonly not: ImportedCondition }
  | { readonly atLeast: number; readonly of: readonly ImportedCondition[] }
