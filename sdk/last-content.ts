import { readStorage, writeStorage } from './browser/local-storage.ts'
import type { VisitorState } from '../shared/event/visitor-state.ts'
import type { Decision } from '../shared/experience/decision.ts'
import type { Core } from './module.ts'

const STORAGE_KEY = 'ew_d'
const MAX_LENGTH = 8_192

/**
 * Begins a page with the content that the last one ended with, marked `STALE`, until the edge confirms or changes it. It
 * is kept in `localStorage`, as many slots as fit 8 KB, once there is a profile.
 */
export function lastContent(core: Core): void {
  const recall = (): void => {
    if (core.consent().analytics !== 'granted') return
    const text = readStorage(STORAGE_KEY)
    try {
      // `as`: `save` wrote it
      if (text) core.receive(JSON.parse(text) as VisitorState, 'stored')
    } catch {
      // Somebody else wrote there; the edge knows better anyway
    }
  }

  const save = ({ release, segments, decisions }: VisitorState): void => {
    const kept: Record<string, Decision> = {}
    const state: VisitorState = { version: 0, release, segments, decisions: kept }
    for (const slot in decisions) {
      kept[slot] = { ...decisions[slot]!, reason: 'STALE' }
      if (JSON.stringify(state).length > MAX_LENGTH) delete kept[slot]
    }
    writeStorage(STORAGE_KEY, JSON.stringify(state))
  }

  core.on('state', (state) => {
    if (state.version) save(state)
  })
  core.on('forgotten', () => writeStorage(STORAGE_KEY, null))
  core.on('consent', recall)
  // After the calls that the page makes in this task, which may say what the visitor allows
  queueMicrotask(recall)
}
