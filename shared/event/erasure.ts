import * as v from 'valibot'

/** What a page sends to have its visitor forgotten: `POST /v1/erase`. On the edge's own host the cookie says who it is. */
export const EraseRequest = v.object({
  writeKey: v.string(),
  anonymousId: v.optional(v.nullable(v.string())),
})
export type EraseRequest = v.InferOutput<typeof EraseRequest>

/** The word that a profile was erased. It says nothing of whom it was. */
export interface ErasureReceipt {
  /** Random; the same when the same erasure is asked for again. */
  readonly id: string
  /** ISO 8601. */
  readonly erasedAt: string
  /** Who has not let go yet, and will: the profile's object sees to it. */
  readonly pending: readonly 'sums'[]
}

/** The answer to an {@link EraseRequest}; null: nothing was kept of this visitor. */
export interface EraseResponse {
  readonly erasure: ErasureReceipt | null
}
