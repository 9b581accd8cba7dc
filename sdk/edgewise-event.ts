import type { JsonObject } from '../shared/json.ts'

/** What happened, in the words of Segment's spec, as it is queued and sent. */
export interface EdgewiseEvent {
  readonly type: 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias'
  /** `ew1.<stream>.<sequence>`: the edge takes each once, however often it is sent. */
  readonly messageId: string
  /** The seed of its stream. Kept with it in this browser, for a first call that another page has to finish, and not sent with it. */
  readonly seed?: string | undefined
  /** When it happened by the visitor's clock, ISO 8601. The edge corrects the clock by the time of sending. */
  readonly timestamp: string
  readonly event?: string
  readonly name?: string
  readonly category?: string
  readonly userId?: string
  readonly groupId?: string
  readonly previousId?: string
  readonly properties?: JsonObject
  readonly traits?: JsonObject
  readonly context: JsonObject
}
