import { createStore, promisifyRequest } from 'idb-keyval'
import { timeLimit } from './browser/time-limit.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'

const MAX_AGE_MS = 7 * 86_400_000
const MAX_EVENTS = 1_000
const MAX_BATCH = 50
/** Below the 64 KiB that browsers grant to all keepalive requests of a page together. */
const MAX_BATCH_BYTES = 60_000

/**
 * Events that the edge has not receipted. They are in IndexedDB, shared by the tabs of the site and outliving them;
 * where that is blocked, in memory.
 */
export interface Queue {
  /** Resolves when the event will survive the page. From the call on it is owed. */
  readonly add: (event: EdgewiseEvent) => Promise<void>
  /** The oldest events that fit one request, and whether there are more. */
  readonly take: () => Promise<{ readonly batch: readonly EdgewiseEvent[]; readonly hasMore: boolean }>
  readonly remove: (batch: readonly EdgewiseEvent[]) => Promise<unknown>
  /** Erases all events, those of other tabs too. */
  readonly erase: () => Promise<unknown>
  /** This page's own events that lack a receipt, without the ones that are on their way, as far as they fit one request. */
  readonly owed: (flying: readonly EdgewiseEvent[]) => readonly EdgewiseEvent[]
  /** How many events of this page lack a receipt. */
  readonly length: () => number
}

/** @param onLost - told how many events were dropped unsent */
export function createQueue(name: string, onLost: (count: number) => void): Queue {
  const store = createStore(name, 'events')
  const own = new Map<string, EdgewiseEvent>()
  const written = new Set<string>()
  let isOpened = false
  let isBlocked = false

  // After a first failure this page goes on in memory: asking a broken database again would delay every event
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (isBlocked) return undefined
    try {
      return await timeLimit(work())
    } catch {
      isBlocked = true
      return undefined
    }
  }

  const read = (): Promise<EdgewiseEvent[] | undefined> => {
    isOpened = true
    return attempt(() => store('readonly', (records) => promisifyRequest(records.getAll())))
  }

  const change = (act: (records: IDBObjectStore) => void): Promise<unknown> => {
    isOpened = true
    return attempt(() =>
      store('readwrite', (records) => {
        act(records)
        return promisifyRequest(records.transaction)
      }),
    )
  }

  const remove: Queue['remove'] = (batch) => {
    for (const { messageId } of batch) own.delete(messageId)
    return change((records) => batch.forEach((event) => records.delete(keyOf(event))))
  }

  return {
    remove,

    add: async (event) => {
      own.set(event.messageId, event)
      await change((records) => records.put(event, keyOf(event)))
      written.add(event.messageId)
    },

    take: async () => {
      const before = [...written]
      const all = (await read()) ?? [...own.values()]
      const found = new Set(all.map(({ messageId }) => messageId))
      // What was written and is there no more, another tab has delivered
      for (const messageId of before) if (!found.has(messageId)) own.delete(messageId)

      const since = Date.now() - MAX_AGE_MS
      const kept = all
        .filter(({ messageId, timestamp }) => own.has(messageId) || Date.parse(timestamp) > since)
        .slice(-MAX_EVENTS)
      const lost = all.filter((event) => !kept.includes(event))
      if (lost.length) {
        onLost(lost.length)
        await remove(lost)
      }
      const batch = fit(kept)
      return { batch, hasMore: batch.length < kept.length }
    },

    erase: () => {
      own.clear()
      // Opening a database only to empty it would leave an empty one behind
      return isOpened
        ? change((records) => records.clear())
        : attempt(() => promisifyRequest(indexedDB.deleteDatabase(name)))
    },

    owed: (flying) => {
      const left = new Map(own)
      for (const { messageId } of flying) left.delete(messageId)
      return fit([...left.values()])
    },

    length: () => own.size,
  }
}

/** IndexedDB keeps its records in the order of their keys: by page load (streams begin with its time), then as they were said. */
function keyOf({ messageId }: EdgewiseEvent): IDBValidKey {
  const [, stream = '', sequence] = messageId.split('.')
  return [stream, Number(sequence)]
}

/** The first events, as many as fit one request; one always does. */
function fit(events: readonly EdgewiseEvent[]): readonly EdgewiseEvent[] {
  let bytes = 0
  return events.slice(0, MAX_BATCH).filter((event, index) => {
    bytes += new Blob([JSON.stringify(event)]).size
    return !index || bytes < MAX_BATCH_BYTES
  })
}
