import type { EdgewiseEvents } from './edgewise-events.ts'
import type { EventOptions } from './event-options.ts'

/** The events that `track` takes: the declared ones, or any where none is declared. */
export type EventName = [keyof EdgewiseEvents] extends [never]
  ? string
  : Extract<keyof EdgewiseEvents, string>

/** What `track` takes after the name of an event: what that event carries, which may be left away where nothing of it must be there. */
export type TrackArguments<Name extends string> = Name extends keyof EdgewiseEvents
  ? {} extends EdgewiseEvents[Name]
    ? [properties?: EdgewiseEvents[Name], options?: EventOptions]
    : [properties: EdgewiseEvents[Name], options?: EventOptions]
  : [properties?: object, options?: EventOptions]
