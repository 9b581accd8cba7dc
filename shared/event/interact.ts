import * as v from 'valibot'
import type { Decision } from '../experience/decision.ts'
import type { SegmentExplanation } from '../segment/index.ts'
import { Consent } from './consent.ts'
import type { Receipt } from './receipt.ts'

/** The page a request speaks for; page conditions of experiences read it. */
export const PageContext = v.object({
  url: v.pipe(v.string(), v.maxLength(4096)),
  referrer: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  title: v.optional(v.pipe(v.string(), v.maxLength(1024))),
})
export type PageContext = v.InferOutput<typeof PageContext>

/**
 * The body of `POST /v1/interact`: what one visitor did, and the slots that want content.
 * `batch` holds wire events, each parsed on its own so that one bad event never sinks the others.
 */
export const InteractRequest = v.object({
  writeKey: v.string(),
  /** The signed visitor id. Absent on a first call, and where it lives in an HttpOnly cookie. */
  anonymousId: v.nullish(v.string()),
  /** Random per page load, at least 16 characters of `A-Za-z0-9_-`. A first visitor id is minted from it. */
  stream: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/)),
  /** The client's clock when it sent, ISO 8601 or epoch ms. */
  sentAt: v.union([v.string(), v.number()]),
  batch: v.pipe(v.array(v.unknown()), v.maxLength(500)),
  /** The slots to decide. Absent: every slot of the site. */
  slots: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(100))),
  page: v.optional(PageContext),
  consent: v.optional(Consent),
  /** Ask for explanations; answered in local mode only. */
  debug: v.optional(v.boolean()),
})
export type InteractRequest = v.InferOutput<typeof InteractRequest>

/** The answer of `POST /v1/interact`, and (without `receipts`) what a live socket pushes. A 200 means committed. */
export interface InteractResponse extends VisitorState {
  readonly receipts: readonly Receipt[]
  /** The visitor's signed id, where the script is to keep it; absent where a cookie does; null: forget yours, it is not ours. */
  readonly anonymousId?: string | null
}

/** What a visitor is and sees at one moment. */
export interface VisitorState {
  /** Grows with every change of the profile; a newer state has the larger number. 0: stateless, no profile. */
  readonly version: number
  readonly release: number
  /** Ids of the segments marked `public` that the visitor is in; in local mode, of all. */
  readonly segments: readonly string[]
  readonly decisions: Readonly<Record<string, Decision>>
  readonly debug?: VisitorDebug
}

/** Why the visitor sees what they see. Only in local mode, or with a preview token. */
export interface VisitorDebug {
  /** The edge's own compute time, milliseconds. */
  readonly computeMs: number
  readonly segments: readonly SegmentExplanation[]
  readonly traits: Readonly<Record<string, unknown>>
  /** The next instant at which a rule flips with no event; ISO 8601. */
  readonly nextFlipAt: string | null
  /** Slot → a sentence for each experience that was considered, in order. */
  readonly considered: Readonly<Record<string, readonly string[]>>
}

/** What the edge pushes over a live socket. */
export interface LiveMessage extends VisitorState {
  readonly type: 'state'
}

/** What the page says over a live socket: it moved on, so page conditions and slots changed. */
export const LivePageMessage = v.object({
  type: v.literal('page'),
  page: PageContext,
  slots: v.optional(v.array(v.string())),
})
export type LivePageMessage = v.InferOutput<typeof LivePageMessage>
