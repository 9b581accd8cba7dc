import type { ProfileEvent } from '../../event/profile-event.ts'
import type { OpenSession } from './sessions.ts'

export const SESSION_STARTED = 'Session Started'
export const SESSION_ENDED = 'Session Ended'

/** Is it the name of an event that is derived from a profile's sessions? */
export function isSessionEventName(name: string): boolean {
  return name === SESSION_STARTED || name === SESSION_ENDED
}

/** A derived event: what is known of a session at one of its ends. It stands in no log. */
export function sessionEvent(
  name: typeof SESSION_STARTED | typeof SESSION_ENDED,
  { number, pages, engagedMs, channel, campaign, landingPage }: OpenSession,
  at: number,
): ProfileEvent {
  return {
    id: `session ${number} ${name === SESSION_STARTED ? 'started' : 'ended'}`,
    type: 'track',
    name,
    at,
    properties: { number, pages, engagedMs, channel, campaign, landingPage },
    ...(channel !== null && { channel }),
  }
}
