import type { VisitorState } from '../shared/event/visitor-state.ts'
import { readStorage, writeStorage } from './browser/local-storage.ts'

const STORAGE_KEY = 'ew_d'
const MAX_LENGTH = 8_192

/** What was kept of an earlier page's state, each decision marked `STALE`; undefined on a first visit. */
export function loadDecisions(): VisitorState | undefined {
  try {
    // `as`: `saveDecisions` wrote it
    const stored = JSON.parse(readStorage(STORAGE_KEY)!) as VisitorState
    const decisions = Object.entries(stored.decisions)
    return {
      ...stored,
      version: 0,
      decisions: Object.fromEntries(
        decisions.map(([slot, decision]) => [slot, { ...decision, reason: 'STALE' }]),
      ),
    }
  } catch {
    return undefined
  }
}

/** Keeps a state for the next page to begin with, as many slots of it as fit 8 KB. Undefined forgets. */
export function saveDecisions(state: VisitorState | undefined): void {
  if (!state) return writeStorage(STORAGE_KEY, null)
  const { release, segments, decisions } = state
  let length = JSON.stringify(segments).length + 100
  const kept = Object.entries(decisions).filter(
    (entry) => (length += JSON.stringify(entry).length) < MAX_LENGTH,
  )
  writeStorage(STORAGE_KEY, JSON.stringify({ release, segments, decisions: Object.fromEntries(kept) }))
}
