import { createStore, promisifyRequest } from 'idb-keyval'
import { byteLength } from './browser/byte-length.ts'
import { timeLimit } from './browser/time-limit.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'

const MAX_AGE_MS = 7 * 86_400_000
const MAX_EVENTS = 1_000
const MAX_BATCH = 50
/** Below the 64 KiB that browsers grant to all keepalive requests of a page together. */
const MAX_BATCH_BYTES = 60_000

/** Events for one request, in order. */
type Batch = readonly EdgewiseEvent[]

/**
 * Events that the edge has not receipted. They are in IndexedDB, shared by the tabs of the site and outliving them;
 * where that is blocked, and as long as nothing may be stored, in memory.
 */
export interface Queue {
  /** Resolves when the event will survive the page, where it may. From the call on it is owed. */
  readonly enqueue: (event: EdgewiseEvent) => Promise<unknown>
  /** Stores what was said before anything might be stored. */
  readonly keep: () => void
  /** The oldest events that fit one request, and whether there are more. Empty as long as nothing may leave. */
  readonly take: () => Promise<readonly [batch: Batch, hasMore: boolean]>
  readonly settle: (batch: readonly Pick<EdgewiseEvent, 'messageId'>[]) => Promise<unknown>
  /** Erases all events, those of other tabs too. */
  readonly erase: () => Promise<unknown>
  /** This page's own events that lack a receipt, without the ones that are on their way, as far as they fit one request. */
  readonly owed: (flying: Batch) => Batch
  /** How many events of this page lack a receipt. */
  readonly waiting: () => number
}

/**
 * @param mayKeep - whether events may be stored and leave
 * @param onLost - told how many events were dropped unsent
 */
export function createQueue(name: string, mayKeep: () => boolean, onLost: (count: number) => void): Queue {
  const store = createStore(name, 'events')
  const own = new Map<string, EdgewiseEvent>()
  let isOpened = false
  let isBlocked = false

  // After a first failure this page goes on in memory: asking a broken database again would delay every event
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const result = isBlocked ? undefined : await timeLimit(work())
      // What was written just before may have failed meanwhile
      if (!isBlocked) return result
    } catch {
      isBlocked = true
    }
    return undefined
  }

  const use = <T>(
    mode: IDBTransactionMode,
    act: (records: IDBObjectStore) => Promise<T>,
  ): Promise<T | undefined> => {
    isOpened = true
    return attempt(() => store(mode, act))
  }

  const change = (act: (records: IDBObjectStore) => void): Promise<unknown> =>
    use('readwrite', (records) => {
      act(records)
      return promisifyRequest(records.transaction)
    })

  const write = (batch: Batch): Promise<unknown> =>
    change((records) => batch.forEach((event) => records.put(event, keyOf(event))))

  const settle: Queue['settle'] = (batch) => {
    for (const { messageId } of batch) own.delete(messageId)
    return change((records) => batch.forEach((event) => records.delete(keyOf(event))))
  }

  return {
    settle,

    enqueue: async (event) => {
      // What is stored is counted when it is taken, with the events of other tabs
      if (!mayKeep() && own.size >= MAX_EVENTS) return onLost(1)
      own.set(event.messageId, event)
      return mayKeep() && write([event])
    },

    keep: () => void write([...own.values()]),

    take: async () => {
      if (!mayKeep()) return [[], false]
      const gone = new Set(own.keys())
      // Sees what was written before: IndexedDB runs transactions of the same records in their order
      const all = (await use('readonly', (records) =>
        promisifyRequest<EdgewiseEvent[]>(records.getAll()),
      )) ?? [...own.values()]
      for (const { messageId } of all) gone.delete(messageId)
      // What is there no more, another tab has delivered
      for (const messageId of gone) own.delete(messageId)

      const since = Date.now() - MAX_AGE_MS
      const kept = all
        .filter(({ messageId, timestamp }) => own.has(messageId) || Date.parse(timestamp) > since)
        .slice(-MAX_EVENTS)
      if (kept.length < all.length) {
        onLost(all.length - kept.length)
        await settle(all.filter((event) => !kept.includes(event)))
      }
      const batch = fit(kept)
      return [batch, batch.length < kept.length]
    },

    erase: () => {
      own.clear()
      // Opening a database only to empty it would leave an empty one behind
      return isOpened
        ? change((records) => records.clear())
        : attempt(() => promisifyRequest(indexedDB.deleteDatabase(name)))
    },

    owed: (flying) => {
      const left = new Map(mayKeep() ? own : [])
      for (const { messageId } of flying) left.delete(messageId)
      return fit([...left.values()])
    },

    waiting: () => own.size,
  }
}

/** IndexedDB keeps its records in the order of their keys: by page load (streams begin with its time), then as they were said. */
function keyOf({ messageId }: Pick<EdgewiseEvent, 'messageId'>): IDBValidKey {
  const [, stream, sequence] = messageId.split('.')
  return [stream!, Number(sequence)]
}

/** The first events, as many as fit one request; one always does. */
function fit(events: Batch): Batch {
  let bytes = 0
  return events.slice(0, MAX_BATCH).filter((event, index) => {
    bytes += byteLength(JSON.stringify(event))
    return !index || bytes < MAX_BATCH_BYTES
  })
}
