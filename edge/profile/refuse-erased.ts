import type { ProfileEvent, Receipt } from '../../shared/event/index.ts'
import type { Erasure } from './erasure.ts'
import type { Quarantined } from './log-row.ts'

const REASON = 'erased: it happened before the profile was erased'

/** Whether a receipt is of what is refused here: no profile has it in its books. */
export function isOfErased({ reason }: Receipt): boolean {
  return reason === REASON
}

interface Messages {
  readonly events: readonly ProfileEvent[]
  readonly quarantined: readonly Quarantined[]
}

/**
 * Refuses what happened before its profile was erased and comes only now: out of a queue, or told again. Events that were
 * set aside have no time to go by: they are taken only beside one that happened since.
 */
export function refuseErased(
  { at: erasedAt }: Erasure,
  { events, quarantined }: Messages,
): Messages & { readonly receipts: readonly Receipt[] } {
  const since = events.filter(({ at }) => at > erasedAt)
  const ids = [
    ...events.filter(({ at }) => at <= erasedAt).map(({ id }) => id),
    ...(since.length === 0 ? quarantined.map(({ messageId }) => messageId) : []),
  ]
  return {
    events: since,
    quarantined: since.length === 0 ? [] : quarantined,
    receipts: ids.map((messageId) => ({
      messageId,
      status: 'rejected',
      reason: REASON,
    })),
  }
}
