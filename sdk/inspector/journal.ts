import type { VisitorState } from '../../shared/event/visitor-state.ts'
import type { EdgewiseError } from '../edgewise-error.ts'
import type { SentCall, StateChange } from '../event-map.ts'
import { eventName } from './event-name.ts'
import { eventSubject } from './event-subject.ts'
import type { JournalEntry } from './journal-entry.ts'
import { loadJournal, saveJournal } from './journal-storage.ts'
import { compareStates, type Snapshot, type StateDifference, takeSnapshot } from './state-difference.ts'

/** What happened between the pages of this tab and the edge, oldest first. */
export interface Journal {
  readonly entries: readonly JournalEntry[]
  readonly addCall: (call: SentCall) => void
  /** A state that came otherwise: pushed, kept by an earlier page, or answered before the journal began. */
  readonly addState: (state: StateChange) => void
  readonly addError: (error: EdgewiseError) => void
}

/** @param added - told of each new entry */
export function createJournal(added: (entry: JournalEntry) => void): Journal {
  const kept = loadJournal()
  const entries = [...kept.entries]
  let last: Snapshot | undefined = kept.last

  const names = new Map<string, string>()
  const nameOf = (segment: string): string => names.get(segment) ?? segment

  const differenceTo = (state: VisitorState): StateDifference => {
    for (const { segment, name } of state.debug?.segments ?? []) names.set(segment, name)
    const difference = compareStates(last, state, nameOf)
    last = takeSnapshot(state)
    return difference
  }

  const add = (entry: JournalEntry): void => {
    entries.push(entry)
    saveJournal({ entries, last })
    added(entry)
  }

  const now = (): { at: number; path: string } => ({ at: Date.now(), path: location.pathname })

  return {
    entries,
    addCall: ({ request, response, ms }) => {
      const receipts = new Map(response.receipts.map((receipt) => [receipt.messageId, receipt]))
      add({
        type: 'call',
        ...now(),
        events: request.batch.map((event) => {
          const receipt = receipts.get(event.messageId)
          return {
            name: eventName(event),
            subject: eventSubject(event),
            status: receipt?.status ?? 'unanswered',
            ...(receipt?.reason !== undefined && { reason: receipt.reason }),
            body: event.properties ?? event.traits ?? {},
          }
        }),
        roundTripMs: ms,
        computeMs: response.debug?.computeMs ?? null,
        version: response.version,
        difference: differenceTo(response),
      })
    },
    addState: (state) => {
      const { source, version, debug } = state
      const difference = differenceTo(state)
      // An answer's own state follows it and differs in nothing; a socket that opens again says what is known
      if (!difference.isFirst && isSame(difference)) return
      if (source === 'live') {
        add({ type: 'push', ...now(), computeMs: debug?.computeMs ?? null, version, difference })
      } else add({ type: 'known', ...now(), isStored: source === 'stored', difference })
    },
    addError: ({ code, message }) => add({ type: 'error', ...now(), code, message }),
  }
}

function isSame({ entered, left, slots }: StateDifference): boolean {
  return entered.length + left.length + slots.length === 0
}
