import type { Json } from '../../../shared/json.ts'
import { mergeJson, type Clash, type Merge, type Side } from '../../../shared/release/merge-json.ts'
import type { EditConflict } from '../edit-conflict.ts'

/** Whose value was chosen where two edits clash, by the place. */
export type Choices = Readonly<Record<string, Side>>

/** What names a clash among the others of one merge. */
export const clashKey = ({ path, what }: Pick<Clash, 'path' | 'what'>): string => `${what}:${path}`

/** Two edits in one, as far as it is chosen; where it is not yet, it has theirs. */
export function mergeBy({ base, theirs, yours }: EditConflict, choices: Choices): Merge {
  return mergeJson(base, theirs, yours, (path, what) => choices[clashKey({ path, what })] ?? 'theirs')
}

/** What an edit changed that does not clash with the other: it is kept without asking. */
export const quietly = (
  changes: readonly { readonly path: string }[],
  clashes: readonly Clash[],
): readonly string[] =>
  changes.map(({ path }) => path).filter((path) => !clashes.some((clash) => clash.path === path))

/** Whether every clash was chosen for. */
export const isSettled = (clashes: readonly Clash[], choices: Choices): boolean =>
  clashes.every((clash) => clashKey(clash) in choices)

/** One side everywhere. */
export const allOf = (clashes: readonly Clash[], side: Side): Choices =>
  Object.fromEntries(clashes.map((clash) => [clashKey(clash), side]))

/** What stands on a side of a clash. */
export const sideOf = (clash: Clash, side: Side): Json | undefined => clash[side]
