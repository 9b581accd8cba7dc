import type { VisitorState } from '../../shared/event/index.ts'
import type { Decision } from '../../shared/experience/index.ts'

const KEEPS_ITS_OWN: Decision = {
  reason: 'ERROR',
  experience: null,
  variant: null,
  html: null,
  fields: null,
  release: 0,
}

/** What a visitor sees while nothing says what their site shows: what the page itself has. */
export function stateWithoutRelease(slots: readonly string[] = []): VisitorState {
  return {
    version: 0,
    release: 0,
    segments: [],
    decisions: Object.fromEntries(slots.map((slot) => [slot, KEEPS_ITS_OWN])),
  }
}
