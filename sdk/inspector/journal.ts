import type { VisitorState } from '../../shared/event/visitor-state.ts'
import type { EdgewiseError } from '../edgewise-error.ts'
import type { EdgewiseEvent } from '../edgewise-event.ts'
import type { SentCall, StateChange } from '../event-map.ts'
import { eventName } from './event-name.ts'
import { eventSubject } from './event-subject.ts'
import type { JournalEntry } from './journal-entry.ts'
import { loadJournal, saveJournal } from './journal-storage.ts'
import { compareStates, type Snapshot, type StateDifference, takeSnapshot } from './state-difference.ts'

/** What happened between the pages of this tab and the edge, oldest first. */
export interface Journal {
  readonly entries: readonly JournalEntry[]
  /** An event was made: its answer is awaited. */
  readonly expectAnswer: (event: EdgewiseEvent) => void
  readonly addCall: (call: SentCall) => void
  /** A state that the edge pushed. */
  readonly addPush: (state: StateChange) => void
  /** A state that was known before: kept by an earlier page, or answered before the journal began. */
  readonly addKnown: (state: StateChange) => void
  readonly addError: (error: EdgewiseError) => void
}

/** @param added - told of each new entry */
export function createJournal(added: (entry: JournalEntry) => void): Journal {
  const kept = loadJournal()
  const entries = [...kept.entries]
  let last: Snapshot | undefined = kept.last

  /** Message ids that have no answer yet. */
  const awaited = new Set<string>()
  /** Pushed while an answer was awaited: it may say the same, only faster. */
  let early: StateChange | undefined
  /** Shown with what comes next, which may bring the names of its segments. */
  let known: { readonly state: StateChange; readonly at: number } | undefined
  const names = new Map<string, string>()
  const nameOf = (segment: string): string => names.get(segment) ?? segment

  const learnNames = ({ debug }: VisitorState): void => {
    for (const { segment, name } of debug?.segments ?? []) names.set(segment, name)
  }

  const differenceTo = (state: VisitorState): StateDifference => {
    learnNames(state)
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

  const addPush = (state: StateChange): void => {
    const difference = differenceTo(state)
    // A socket that opens again says what is known
    if (isSame(difference)) return
    add({
      type: 'push',
      ...now(),
      computeMs: state.debug?.computeMs ?? null,
      version: state.version,
      difference,
    })
  }

  const addKnown = (state: StateChange, at: number): void => {
    const difference = differenceTo(state)
    if (!difference.isFirst && isSame(difference)) return
    add({ type: 'known', ...now(), at, isStored: state.source === 'stored', difference })
  }

  /** Adds what was held back. */
  const release = (): void => {
    if (known) addKnown(known.state, known.at)
    known = undefined
    if (early) addPush(early)
    early = undefined
  }

  return {
    entries,
    expectAnswer: ({ messageId }) => void awaited.add(messageId),
    addCall: ({ request, response, ms }) => {
      for (const { messageId } of request.batch) awaited.delete(messageId)
      // What the answer says too was caused by this call; its push merely overtook it
      if (early?.version === response.version) early = undefined
      learnNames(response)
      release()
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
    addPush: (state) => {
      release()
      if (awaited.size > 0) early = state
      else addPush(state)
    },
    addKnown: (state) => {
      release()
      known = { state, at: Date.now() }
    },
    addError: ({ code, message }) => {
      awaited.clear()
      release()
      add({ type: 'error', ...now(), code, message })
    },
  }
}

function isSame({ entered, left, slots }: StateDifference): boolean {
  return entered.length + left.length + slots.length === 0
}
