import type { VisitorState } from '../shared/event/visitor-state.ts'
import type { Decision } from '../shared/experience/decision.ts'
import { readStorage, writeStorage } from './browser/local-storage.ts'

const STORAGE_KEY = 'ew_d'
const MAX_LENGTH = 8_192

/** What an earlier page kept, each decision marked `STALE`; null on a first visit. */
export function loadDecisions(): VisitorState | null {
  try {
    // `as`: `saveDecisions` wrote it; without anything the text is 'null'
    return JSON.parse(`${readStorage(STORAGE_KEY)}`) as VisitorState | null
  } catch {
    return null
  }
}

/** Keeps a state for the next page to begin with, as many slots of it as fit 8 KB. */
export function saveDecisions({ release, segments, decisions }: VisitorState): void {
  const kept: Record<string, Decision> = {}
  const state: VisitorState = { version: 0, release, segments, decisions: kept }
  for (const [slot, decision] of Object.entries(decisions)) {
    kept[slot] = { ...decision, reason: 'STALE' }
    if (JSON.stringify(state).length > MAX_LENGTH) delete kept[slot]
  }
  writeStorage(STORAGE_KEY, JSON.stringify(state))
}

export function forgetDecisions(): void {
  writeStorage(STORAGE_KEY, null)
}
