import * as v from 'valibot'

export const ConsentState = v.picklist(['unknown', 'denied', 'granted'])
export type ConsentState = v.InferOutput<typeof ConsentState>

/**
 * What the visitor allows, by purpose. `analytics` permits an id, an object and events; `personalization` (needs
 * `analytics`) permits decisions from history; `advertising` permits ad destinations.
 */
export const Consent = v.object({
  analytics: v.optional(ConsentState, 'unknown'),
  personalization: v.optional(ConsentState, 'unknown'),
  advertising: v.optional(ConsentState, 'unknown'),
})
export type Consent = v.InferOutput<typeof Consent>
