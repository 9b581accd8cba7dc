import { readStorage, writeStorage } from './browser/local-storage.ts'

const STORAGE_KEY = 'ew_id'

/**
 * The signed visitor id, where the edge let this script keep it. Read anew each time: another tab may have got it first.
 * Where storage is blocked there is none, and the edge mints the same one from the stream on every call of the page.
 */
export function readSignedId(): string | undefined {
  return readStorage(STORAGE_KEY) ?? undefined
}

/** Keeps the signed id that the edge gave; null forgets it. */
export function keepSignedId(id: string | null): void {
  writeStorage(STORAGE_KEY, id)
}
