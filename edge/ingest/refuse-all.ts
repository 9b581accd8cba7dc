import type { Receipt } from '../../shared/event/index.ts'
import { messageIdOf } from './take-events.ts'

/** One receipt for each of the events that no profile is asked to take. */
export function refuseAll(
  batch: readonly unknown[],
  status: 'rejected' | 'retry',
  reason: string,
): readonly Receipt[] {
  return batch.map((raw) => ({ messageId: messageIdOf(raw) ?? '', status, reason }))
}
