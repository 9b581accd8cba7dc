import { parseEvent, toProfileEvent, type ParsedEvent, type ProfileEvent } from '../../shared/event/index.ts'
import { utf8Length } from '../../shared/event/utf8-length.ts'
import { MAX_EVENT_BYTES, MAX_MESSAGE_ID_LENGTH, type WireEvent } from '../../shared/event/wire-event.ts'
import { describeChoice, describeValue } from '../../shared/problem/index.ts'
import { RESERVED_EVENTS, SCORE_EVENT } from '../../shared/segment/index.ts'
import type { Enrich } from '../../shared/traffic/index.ts'
import type { Quarantined } from '../profile/log-row.ts'
import { withCampaign } from './with-campaign.ts'

/** What a profile is asked to take: the events that passed, and those set aside with the reason. */
export interface Taken {
  readonly events: ProfileEvent[]
  readonly quarantined: Quarantined[]
}

export interface Sending {
  readonly receivedAt: number
  readonly sentAt: string | number | null
  readonly channel: string
  /** A server key vouches for what visitors may not say of themselves. */
  readonly isServer: boolean
  readonly enrich: Enrich
  /** The names that may be tracked; null: any. */
  readonly allowedEvents: ReadonlySet<string> | null
}

/**
 * Parses each event on its own: a bad one never sinks the others. Where the whole body is under the limit of one event,
 * no event need be measured.
 */
export function parseAll(batch: readonly unknown[], body: string): ParsedEvent[] {
  // A character has at most three bytes: counting those of a body that is short anyway would be for nothing
  const mayBeTooLarge = body.length * 3 > MAX_EVENT_BYTES && utf8Length(body) > MAX_EVENT_BYTES
  return batch.map((raw) => parseEvent(raw, mayBeTooLarge))
}

/** Turns one parsed event into what its profile takes. */
export function take(into: Taken, parsed: ParsedEvent, raw: unknown, sending: Sending): void {
  const reason = parsed.ok ? objectionTo(parsed.event, sending) : parsed.reason
  if (reason !== null) into.quarantined.push(quarantine(raw, reason, sending.sentAt))
  else if (parsed.ok)
    into.events.push(
      withCampaign(
        toProfileEvent(parsed.event, { ...sending, createId: () => crypto.randomUUID() }),
        sending.enrich,
      ),
    )
}

/** What a site has against a well-formed event; null: nothing. */
function objectionTo(
  { type, event: name }: WireEvent,
  { isServer, allowedEvents }: Pick<Sending, 'isServer' | 'allowedEvents'>,
): string | null {
  if (name !== undefined && RESERVED_EVENTS.includes(name)) {
    return `reserved-name: "${name}" is derived by the profile itself; expected a name of your own`
  }
  if (name === SCORE_EVENT) {
    return isServer ? null : `server-key-needed: only a server may send "${SCORE_EVENT}"`
  }
  if (type !== 'track' || name === undefined || allowedEvents === null || allowedEvents.has(name)) return null
  const expected = describeChoice('an event of the catalogue', name, [...allowedEvents])
  return `undeclared: the site's catalogue has no event ${describeValue(name)}; expected ${expected}`
}

/** An event set aside. A huge one keeps its reason and its beginning: enough to see what it was. */
export function quarantine(raw: unknown, reason: string, sentAt: string | number | null): Quarantined {
  const messageId = messageIdOf(raw) ?? crypto.randomUUID()
  const event = (JSON.stringify(raw) ?? 'null').slice(0, MAX_EVENT_BYTES)
  return { messageId, reason, event, ...(sentAt !== null && { sentAt }) }
}

/** The message id of a raw event, where it has one that can tell it from others. */
export function messageIdOf(raw: unknown): string | null {
  const id = typeof raw === 'object' && raw !== null ? (raw as { messageId?: unknown }).messageId : undefined
  return typeof id === 'string' && id !== '' && id.length <= MAX_MESSAGE_ID_LENGTH ? id : null
}
