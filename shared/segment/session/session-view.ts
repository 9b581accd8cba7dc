import type { JsonObject } from '../../json.ts'
import { currentSession, type Sessions } from './sessions.ts'

/** The current session as rules and merge tags read it; while none is open, only that. */
export function sessionView(sessions: Sessions): JsonObject {
  const current = currentSession(sessions)
  if (!current) return { isActive: false }
  const { number, startedAt, pages, engagedMs, channel, campaign, landingPage } = current
  return {
    isActive: true,
    number,
    startedAt: new Date(startedAt).toISOString(),
    pages,
    engagedMs,
    channel,
    campaign,
    landingPage,
  }
}
