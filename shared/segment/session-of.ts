import type { JsonObject } from '../json.ts'
import { sessionView } from './session/session-view.ts'
import type { SegmentState } from './state/segment-state.ts'

/**
 * The profile's current session as of the last `advance`: `isActive`, and while one is open its number and what is known
 * of it. Null: no sessions are kept, because nothing asks for them.
 */
export function sessionOf({ sessions }: SegmentState): JsonObject | null {
  return sessions && sessionView(sessions)
}
