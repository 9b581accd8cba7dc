export { Consent, ConsentState } from './consent.ts'
export {
  countMissing,
  createDedupe,
  forgetOldMessages,
  rememberMessage,
  timeInStream,
  type DedupeResult,
  type DedupeState,
} from './dedupe.ts'
export { EraseRequest, type EraseResponse, type ErasureReceipt } from './erasure.ts'
export type { Facts } from './facts.ts'
export { InteractRequest, LivePageMessage, PageContext } from './interact.ts'
export { parseMessageId } from './message-id.ts'
export { parseEvent, toEpochMs, type ParsedEvent } from './parse-event.ts'
export { compareEvents, type EventType, type ProfileEvent } from './profile-event.ts'
export type { Receipt, ReceiptStatus } from './receipt.ts'
export type { SeenCall, SeenEvent, WatcherMessage, WatchMessage } from './seen-call.ts'
export { toProfileEvent, type Arrival } from './to-profile-event.ts'
export type { InteractResponse, LiveMessage, VisitorDebug, VisitorState } from './visitor-state.ts'
export { MAX_BATCH_BYTES, MAX_EVENT_BYTES, WireEvent } from './wire-event.ts'
