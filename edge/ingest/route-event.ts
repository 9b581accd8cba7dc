import * as v from 'valibot'
import { Consent } from '../../shared/event/index.ts'
import type { ProfileRef } from '../identity/profile-name.ts'
import type { VisitorId } from '../identity/visitor-id.ts'
import type { Caller } from './caller.ts'

type Sender = Pick<Caller, 'isServer' | 'consentObtained'>

/** Who an event is about, as far as it can be read: an invalid event is kept with its profile, too. */
const Ids = v.object({
  anonymousId: v.fallback(v.nullish(v.string()), null),
  userId: v.fallback(v.nullish(v.string()), null),
  context: v.fallback(v.nullish(v.object({ consent: v.unknown() })), null),
})

/** Where an event is to go. */
export type Routed =
  | { readonly type: 'profile'; readonly ref: ProfileRef }
  | { readonly type: 'homeless' | 'rejected'; readonly reason: string }

/** Which profile an event belongs to, valid or not, or why none will take it. */
export function routeEvent(
  raw: unknown,
  consentBeside: unknown,
  caller: Sender,
  visitor: VisitorId | null,
): Routed {
  const { anonymousId, userId, consent = consentBeside } = idsOf(raw)
  if (!hasConsent(consent, caller)) {
    const reason = 'consent-missing: send context.consent, or declare the key "obtained" in the site document'
    return { type: 'rejected', reason }
  }
  if (visitor) return profileOf('visitor', visitor.core)
  if (userId && caller.isServer) return profileOf('user', userId)
  if (anonymousId) return profileOf('anonymous', anonymousId)
  const reason = userId
    ? 'server-key-needed: only a server key may write for a userId without an anonymousId'
    : 'invalid: the event has neither userId nor anonymousId'
  return { type: 'homeless', reason }
}

function profileOf(kind: ProfileRef['kind'], id: string): Routed {
  return { type: 'profile', ref: { kind, id } }
}

function idsOf(raw: unknown): { anonymousId?: string; userId?: string; consent?: unknown } {
  const result = v.safeParse(Ids, raw)
  if (!result.success) return {}
  const { anonymousId, userId, context } = result.output
  const consent = context?.consent
  return {
    ...(anonymousId && { anonymousId }),
    ...(userId && { userId }),
    ...(consent !== undefined && { consent }),
  }
}

/** Whether an event may be kept: by its own word on consent, else by the policy of its key. */
function hasConsent(given: unknown, caller: Sender): boolean {
  if (given === undefined) return caller.consentObtained
  // Segment's spec nests categories; ours stand at the top
  const categories = (given as { categoryPreferences?: unknown } | null)?.categoryPreferences
  if (typeof categories === 'object' && categories !== null)
    return (categories as Record<string, unknown>)['analytics'] === true
  const parsed = v.safeParse(Consent, given)
  return parsed.success && parsed.output.analytics === 'granted'
}
