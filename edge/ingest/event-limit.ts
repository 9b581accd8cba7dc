import type { ProfileRef } from '../identity/profile-name.ts'
import type { EventLimit } from '../profile/token-bucket.ts'
import type { Caller } from './caller.ts'

const EVENTS_PER_SECOND = 100
const BURST = 2_000
/** Anybody can claim an id: it may do less than one that this edge signed. */
const CLAIMED_SHARE = 0.2

/** How many events a profile takes of a caller; undefined for servers: they are trusted, and send histories. */
export function eventLimit({ isServer, release }: Caller, kind: ProfileRef['kind']): EventLimit | undefined {
  if (isServer) return undefined
  const { eventsPerSecond = EVENTS_PER_SECOND, burst = BURST } = release.site.limits ?? {}
  const share = kind === 'anonymous' ? CLAIMED_SHARE : 1
  return { eventsPerSecond: eventsPerSecond * share, burst: burst * share }
}
