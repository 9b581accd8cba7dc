import type { ErasureReceipt } from '../../shared/event/index.ts'

const DAY_MS = 86_400_000
/** How long an object remembers that it was erased: as long as queued events can come late, and more. */
const REMEMBERED_MS = 30 * DAY_MS

/** All that is left of a profile that was erased. */
export interface Erasure {
  /** Random: it says nothing of whom it was. */
  readonly id: string
  /** Epoch ms. What happened up to then is not taken any more. */
  readonly at: number
  /** Whether the sums of the site know. */
  readonly isTold: boolean
}

/** When something is to be done about an erasure, epoch ms: telling it, then forgetting it. */
export function dueAt(erasure: Erasure | null): number | null {
  if (erasure === null) return null
  return erasure.isTold ? erasure.at + REMEMBERED_MS : erasure.at
}

export function receiptOf({ id, at, isTold }: Erasure): ErasureReceipt {
  return { id, erasedAt: new Date(at).toISOString(), pending: isTold ? [] : ['sums'] }
}
