import type { JsonObject } from '../json.ts'
import type { SegmentState } from './state/segment-state.ts'

/** The profile's traits as last set by its `identify` events. */
export function traits(state: SegmentState): JsonObject {
  return Object.fromEntries(Object.entries(state.traits).map(([key, [value]]) => [key, value]))
}
