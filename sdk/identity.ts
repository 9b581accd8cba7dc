import { readStorage, writeStorage } from './browser/local-storage.ts'
import { randomId } from './browser/random-id.ts'

const STORAGE_KEY = 'ew_id'

/** Who the visitor is to this script, and how this page load numbers its events. */
export interface Identity {
  /** Of this page load: its time, then random. Nowhere but in memory and in the ids of queued events. */
  readonly stream: () => string
  /** The id of the next event: `ew1.<stream>.<sequence>`. */
  readonly nextMessageId: () => string
  /**
   * The signed visitor id, where the edge let this script keep it. Read anew each time: another tab may have got it first.
   * Where storage is blocked there is none, and the edge mints the same one from the stream on every call of the page.
   */
  readonly visitorId: () => string | undefined
  /** Forgets the visitor; the events to come are another one's. */
  readonly renew: () => void
}

export function createIdentity(): Identity {
  let stream = createStream()
  let sequence = 0
  return {
    stream: () => stream,
    nextMessageId: () => `ew1.${stream}.${++sequence}`,
    visitorId: () => readStorage(STORAGE_KEY) ?? undefined,
    renew: () => {
      stream = createStream()
      sequence = 0
      keepVisitorId(null)
    },
  }
}

/** Keeps the signed id that the edge gave; null forgets it. */
export function keepVisitorId(id: string | null): void {
  writeStorage(STORAGE_KEY, id)
}

function createStream(): string {
  return Date.now().toString(36) + randomId()
}
