import { SESSION_ENDED, SESSION_STARTED } from './session/session-event.ts'

/** The events that a profile's memberships are told as. */
export const MEMBERSHIP_EVENTS = ['Segment Entered', 'Segment Exited'] as const

/** Events that a profile derives: told by anybody else they would not be true. */
export const RESERVED_EVENTS: readonly string[] = [...MEMBERSHIP_EVENTS, SESSION_STARTED, SESSION_ENDED]
