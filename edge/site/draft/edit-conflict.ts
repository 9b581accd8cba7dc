import type { Json } from '../../../shared/json.ts'
import { mergeJson, mergeSites, type Merge } from '../../../shared/release/index.ts'
import type { JsonObject } from '../../../shared/json.ts'
import { ProblemError } from '../../http/problem-error.ts'

/** An edit that met another: what both began with (unless that is forgotten), what is there now, and what was sent. */
export interface Meeting<T> {
  /** The version of what is there now. */
  readonly version: number
  readonly by: string
  readonly base: T | null
  readonly theirs: T
  readonly yours: T
}

/** The answer to an edit of the whole document that somebody else has changed. */
export function documentConflict(meeting: Meeting<JsonObject>): ProblemError {
  const { base, theirs, yours } = meeting
  return conflict(meeting, base && mergeSites(base, theirs, yours))
}

/** The answer to an edit of one part that somebody else has changed; undefined: there is none. */
export function partConflict(meeting: Meeting<Json | undefined>): ProblemError {
  const { base, theirs, yours } = meeting
  return conflict(meeting, base === null ? null : mergeJson(base, theirs, yours))
}

function conflict(
  { version, by, base, theirs, yours }: Meeting<Json | undefined>,
  merge: Merge | null,
): ProblemError {
  const advice =
    merge === null
      ? 'What your edit began with is not kept any more: read it again and repeat your edit.'
      : merge.clashes.length === 0
        ? 'The two do not clash: "merged" has both. Send it with this ETag.'
        : 'Settle the clashes in "merged", which has what is there now, and send it with this ETag.'
  return new ProblemError(
    'edit-conflict',
    {
      detail: `${by} changed it; it is at version ${version} now. ${advice}`,
      conflict: {
        version,
        by,
        ...(base !== null && base !== undefined && { base }),
        ...(theirs !== undefined && { theirs }),
        ...(yours !== undefined && { yours }),
        ...(merge?.merged !== undefined && { merged: merge.merged }),
        // `as`: clashes are JSON
        clashes: (merge?.clashes ?? null) as unknown as Json,
      },
    },
    { etag: `"${version}"` },
  )
}
