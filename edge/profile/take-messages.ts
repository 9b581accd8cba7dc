import {
  rememberMessage,
  timeInStream,
  type DedupeState,
  type ProfileEvent,
  type Receipt,
} from '../../shared/event/index.ts'
import { sourceOf, sourceOfText } from './event-source.ts'
import type { LogRow, Quarantined } from './log-row.ts'

/** What is new of a call, as the row that will hold it, and a receipt for each of its messages. */
export interface TakenMessages {
  readonly row: Pick<LogRow, 'events' | 'quarantined' | 'duplicates' | 'refused' | 'bySource'>
  readonly receipts: readonly Receipt[]
  /** What is to be set aside, whole. */
  readonly quarantined: readonly Quarantined[]
  /** Whether the row's events are the given ones, all of them and in their order. */
  readonly isWhole: boolean
}

/** Tells new messages from repeated ones, and remembers them (changes `dedupe`). */
export function takeMessages(
  dedupe: DedupeState,
  events: readonly ProfileEvent[],
  quarantined: readonly Quarantined[],
  now: number,
): TakenMessages {
  const receipts: Receipt[] = []
  let duplicates = 0
  let refused = 0
  const bySource = new Map<string, { duplicates: number; refused: number }>()
  const countsOf = (source: string) => {
    const counts = bySource.get(source) ?? { duplicates: 0, refused: 0 }
    bySource.set(source, counts)
    return counts
  }
  const isNew = (messageId: string, source: () => string, happenedAt?: number): boolean => {
    const result = rememberMessage(dedupe, messageId, now, happenedAt)
    switch (result) {
      case 'new':
        return true
      case 'duplicate':
        duplicates += 1
        countsOf(source()).duplicates += 1
        receipts.push({ messageId, status: 'duplicate' })
        return false
      case 'refused':
        refused += 1
        countsOf(source()).refused += 1
        receipts.push({
          messageId,
          status: 'rejected',
          reason: 'sequence-out-of-range: the number is too far ahead, or its gap was closed',
        })
        return false
    }
  }
  const newEvents: ProfileEvent[] = []
  let isWhole = true
  for (const given of events) {
    const at = Math.min(timeInStream(dedupe, given), now)
    const event = at === given.at ? given : { ...given, at }
    isWhole &&= event === given
    if (!isNew(event.id, () => sourceOf(event), at)) continue
    newEvents.push(event)
    receipts.push({ messageId: event.id, status: 'accepted' })
  }
  isWhole &&= newEvents.length === events.length
  const newQuarantined: Quarantined[] = []
  for (const item of quarantined) {
    if (!isNew(item.messageId, () => sourceOfText(item.messageId, item.event))) continue
    newQuarantined.push(item)
    receipts.push({ messageId: item.messageId, status: 'quarantined', reason: item.reason })
  }
  return {
    row: {
      events: newEvents,
      ...(newQuarantined.length > 0 && {
        quarantined: newQuarantined.map(({ messageId, reason, event }) => ({
          messageId,
          reason,
          source: sourceOfText(messageId, event),
        })),
      }),
      ...(duplicates > 0 && { duplicates }),
      ...(refused > 0 && { refused }),
      ...(duplicates + refused > 0 && { bySource: Object.fromEntries(bySource) }),
    },
    receipts,
    quarantined: newQuarantined,
    isWhole,
  }
}
