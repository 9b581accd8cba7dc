import type { Json } from '../../shared/json.ts'
import type { Clash } from '../../shared/release/merge-json.ts'
import type { ApiError } from '../api-error.ts'

/** An edit that met another of the same: both sides, and what comes of joining them. */
export interface EditConflict {
  /** What is there now. */
  readonly version: number
  /** The release that it met; undefined: it met an edit. */
  readonly release?: number | undefined
  /** Who made it. */
  readonly by: string
  readonly base: Json | undefined
  readonly theirs: Json | undefined
  readonly yours: Json | undefined
  /** Both in one; where they clash it has theirs. */
  readonly merged: Json | undefined
  /** Null: what the edit began with is not kept any more. */
  readonly clashes: readonly Clash[] | null
}

/** The conflict that a refused edit was answered; null where that was not why. */
export function readConflict({ code, conflict }: ApiError): EditConflict | null {
  if ((code !== 'edit-conflict' && code !== 'release-conflict') || conflict === null) return null
  // `as`: the members are those that the server's `edit-conflict.ts` writes
  return {
    version: conflict['version'] as number,
    release: conflict['release'] as number | undefined,
    by: conflict['by'] as string,
    base: conflict['base'],
    theirs: conflict['theirs'],
    yours: conflict['yours'],
    merged: conflict['merged'],
    clashes: (conflict['clashes'] ?? null) as unknown as readonly Clash[] | null,
  }
}
