import type { InteractResponse, VisitorState } from '../shared/event/visitor-state.ts'
import type { Decision } from '../shared/experience/decision.ts'
import type { Consent } from './consent.ts'
import type { EdgewiseEvent } from './edgewise-event.ts'
import type { EdgewiseError } from './edgewise-error.ts'
import type { SentRequest } from './sent-request.ts'

/** Where the page learned what the visitor is and sees. */
export type StateSource =
  /** The answer to a request of this page. */
  | 'interact'
  /** A push of the edge over the live socket. */
  | 'live'
  /** The last answer of an earlier page, from this browser's storage; not confirmed yet. */
  | 'stored'

/** What the visitor is and sees from now on, and what brought the change. */
export interface StateChange extends VisitorState {
  readonly source: StateSource
  /** `performance.now()` of the newest interaction that this state takes into account. */
  readonly causedAt: number
}

/** A request that was answered. */
export interface SentCall {
  readonly request: SentRequest
  readonly response: InteractResponse
  /** The round trip as this browser measured it, milliseconds. */
  readonly ms: number
}

/** What can be listened to with `edgewise.on(name, callback)`. */
export interface EdgewiseEventMap {
  /** An event was made; it is sent once consent and network allow. */
  event: EdgewiseEvent
  /** A request was answered. */
  sent: SentCall
  /** The visitor's segments or content are known anew. Called at once when they are known already. */
  state: StateChange
  /** The visitor's consent changed. */
  consent: Consent
  /** The live socket opened (true) or closed (false). */
  live: boolean
  /** Explanations are asked for (true), or no more (false). */
  debug: boolean
  /** The visitor was forgotten in this browser: by `reset()`, or because consent was denied. */
  forgotten: undefined
  /** Something went wrong inside Edgewise; the page has not been disturbed. */
  error: EdgewiseError
  /** A slot's content changed. Called at once when it is known already. */
  [slot: `slot:${string}`]: Decision
}
