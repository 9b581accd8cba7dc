import type { JsonObject } from '../../../shared/json.ts'

/** How far a site has come from its making to the first content that a visitor saw. */
export interface Progress {
  readonly firstEvent: boolean
  readonly segment: boolean
  readonly experience: boolean
  readonly published: boolean
  readonly decision: boolean
}

interface Evidence {
  readonly draft: JsonObject
  /** The document of the current release; empty before the first. */
  readonly release: JsonObject
  /** How many messages came. */
  readonly received: number
  /** How many visitors saw some experience. */
  readonly exposures: number
}

/** Reads from what there is how far a site has come: nothing of it is kept, so nothing of it can be wrong. */
export function progressOf({ draft, release, received, exposures }: Evidence): Progress {
  return {
    firstEvent: received > 0,
    segment: hasSome(draft['segments']),
    experience: hasSome(draft['experiences']),
    published: hasSome(release['experiences']),
    decision: exposures > 0,
  }
}

const hasSome = (list: unknown): boolean => Array.isArray(list) && list.length > 0

export const isComplete = (progress: Progress): boolean => Object.values(progress).every(Boolean)
