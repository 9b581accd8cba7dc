import * as v from 'valibot'
import { Consent } from './consent.ts'

/** The page a request speaks for; page conditions of experiences read it. */
export const PageContext = v.object({
  url: v.pipe(v.string(), v.maxLength(4096)),
  referrer: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  title: v.optional(v.pipe(v.string(), v.maxLength(1024))),
})
export type PageContext = v.InferOutput<typeof PageContext>

/** The slots that a page asks for. */
const Slots = v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(100))

/**
 * The body of `POST /v1/interact`: what one visitor did, and the slots that want content.
 * `batch` holds wire events, each parsed on its own so that one bad event never sinks the others.
 */
export const InteractRequest = v.object({
  writeKey: v.string(),
  /** The signed visitor id. Absent on a first call, and where it lives in an HttpOnly cookie. */
  anonymousId: v.nullish(v.string()),
  /** Random per page load, at least 16 characters of `A-Za-z0-9_-`. A first visitor id is minted from it. */
  stream: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]{16,64}$/, 'a random text of 16 to 64 letters, digits, "-" or "_"'),
  ),
  /** The client's clock when it sent, ISO 8601 or epoch ms. */
  sentAt: v.union([v.string(), v.number()]),
  batch: v.pipe(v.array(v.unknown()), v.maxLength(500)),
  /** The slots to decide. Absent: every slot of the site. */
  slots: v.optional(Slots),
  page: v.optional(PageContext),
  consent: v.optional(Consent),
  /** The visitor of the cookie or the id is to be forgotten: a new one is minted from the stream. */
  reset: v.optional(v.boolean()),
  /** Ask for explanations; answered in local mode only. */
  debug: v.optional(v.boolean()),
})
export type InteractRequest = v.InferOutput<typeof InteractRequest>

/** What the page says over a live socket: it moved on, so page conditions and slots changed. */
export const LivePageMessage = v.object({
  type: v.literal('page'),
  page: PageContext,
  slots: v.optional(Slots),
})
export type LivePageMessage = v.InferOutput<typeof LivePageMessage>
