import * as v from 'valibot'

/** An object of JSON, taken as it is: copying every member of every event would cost more than all other checks. */
const JsonRecord = v.custom<Record<string, unknown>>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
  'an object',
)

/** The largest single event, in bytes of JSON, as in Segment's HTTP API. */
export const MAX_EVENT_BYTES = 32 * 1024
/** The largest request body of `/v1/batch` and `/v1/interact`, in bytes, as in Segment's HTTP API. */
export const MAX_BATCH_BYTES = 500 * 1024
/** The longest message id, in characters. */
export const MAX_MESSAGE_ID_LENGTH = 100

/**
 * An event as a client sends it: Segment's spec. Unknown members are kept out of the profile but never refuse the event.
 *
 * `timestamp` is the client's clock; the edge corrects it with `sentAt` (see `toProfileEvent`).
 */
export const WireEvent = v.object({
  type: v.picklist(['track', 'page', 'screen', 'identify', 'group', 'alias']),
  messageId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MESSAGE_ID_LENGTH))),
  anonymousId: v.nullish(v.string()),
  userId: v.nullish(v.string()),
  groupId: v.nullish(v.string()),
  previousId: v.nullish(v.string()),
  event: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  name: v.nullish(v.string()),
  category: v.nullish(v.string()),
  properties: v.nullish(JsonRecord),
  traits: v.nullish(JsonRecord),
  context: v.nullish(JsonRecord),
  timestamp: v.nullish(v.union([v.string(), v.number()])),
  originalTimestamp: v.nullish(v.union([v.string(), v.number()])),
  sentAt: v.nullish(v.union([v.string(), v.number()])),
})
export type WireEvent = v.InferOutput<typeof WireEvent>
