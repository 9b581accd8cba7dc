import type { JournalEntry } from './journal-entry.ts'
import type { Snapshot } from './state-difference.ts'

const KEY = 'ew_inspector_journal'
const MAX_ENTRIES = 50
const MAX_LENGTH = 200_000

interface KeptJournal {
  readonly entries: readonly JournalEntry[]
  readonly last: Snapshot | undefined
}

/** What earlier pages of this tab wrote down. */
export function loadJournal(): KeptJournal {
  try {
    // `as`: `saveJournal` wrote it
    return JSON.parse(sessionStorage.getItem(KEY) ?? '') as KeptJournal
  } catch {
    return { entries: [], last: undefined }
  }
}

/** Keeps the newest entries, as many as fit. */
export function saveJournal({ entries, last }: KeptJournal): void {
  try {
    let newest = entries.slice(-MAX_ENTRIES)
    let text = JSON.stringify({ entries: newest, last })
    while (text.length > MAX_LENGTH && newest.length > 0) {
      newest = newest.slice(Math.ceil(newest.length / 2))
      text = JSON.stringify({ entries: newest, last })
    }
    sessionStorage.setItem(KEY, text)
  } catch {
    // Storage is blocked: the journal is this page's own
  }
}
