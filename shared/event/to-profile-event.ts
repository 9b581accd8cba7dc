import type { JsonObject } from '../json.ts'
import { parseMessageId } from './message-id.ts'
import { toEpochMs } from './parse-event.ts'
import type { ProfileEvent } from './profile-event.ts'
import type { WireEvent } from './wire-event.ts'

export interface Arrival {
  /** When the edge received the request, epoch ms. */
  readonly receivedAt: number
  /** The client's clock when it sent the request; null where it did not say. */
  readonly sentAt: string | number | null
  /** Where the events come from when they do not say themselves: `web`, `server` … */
  readonly channel: string
  /** Makes a message id for an event that has none; such an event cannot be told from its own repetition. */
  readonly createId: () => string
}

/**
 * A wire event as its profile keeps it. Its time is corrected for the client's clock as in Segment's API:
 * `at = receivedAt − (sentAt − timestamp)`; what would lie after its receipt happened at its receipt, what would lie
 * before 1970 at its beginning. A `sentAt` that is no date counts as not said.
 */
export function toProfileEvent(event: WireEvent, arrival: Arrival): ProfileEvent {
  const id = event.messageId ?? arrival.createId()
  const stream = parseMessageId(id)
  const channel = event.context?.['channel']
  return {
    id,
    type: event.type,
    name: nameOf(event),
    at: correctTime(event, arrival),
    ...(stream && { sequence: stream.sequence }),
    // `as`: a record that came out of JSON.parse holds JSON
    ...(event.properties && { properties: withPageName(event, event.properties as JsonObject) }),
    ...(event.traits && { traits: event.traits as JsonObject }),
    ...(event.context && { context: event.context as JsonObject }),
    channel: typeof channel === 'string' ? channel : arrival.channel,
    ...(event.userId && { userId: event.userId }),
  }
}

function nameOf(event: WireEvent): string {
  switch (event.type) {
    case 'track':
      return event.event ?? ''
    case 'page':
      return 'Page Viewed'
    case 'screen':
      return 'Screen Viewed'
    case 'identify':
    case 'group':
    case 'alias':
      return ''
  }
}

function withPageName(event: WireEvent, properties: JsonObject): JsonObject {
  const isView = event.type === 'page' || event.type === 'screen'
  return isView && event.name && properties['name'] === undefined
    ? { ...properties, name: event.name }
    : properties
}

function correctTime(event: WireEvent, { receivedAt, sentAt }: Arrival): number {
  const original = event.originalTimestamp ?? event.timestamp
  if (original == null) return receivedAt
  const happenedAt = toEpochMs(original)
  const clientNow = sentAt === null ? Number.NaN : toEpochMs(sentAt)
  const corrected = Number.isNaN(clientNow) ? happenedAt : receivedAt - (clientNow - happenedAt)
  return Math.max(0, Math.min(corrected, receivedAt))
}
