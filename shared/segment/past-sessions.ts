import type { JsonObject } from '../json.ts'
import type { LogReader } from './log-reader.ts'
import { SESSION_ENDED } from './session/session-event.ts'
import { createSessions, type OpenSession } from './session/sessions.ts'
import { eventsOf } from './session/with-sessions.ts'

/** A session of a profile, as far as it has come. Times are epoch ms. */
export interface PastSession {
  /** Which of the profile's sessions it is, from 1 on. */
  readonly number: number
  readonly startedAt: number
  /** When it was over: half an hour after its last event, or with another campaign; null: it goes on. */
  readonly endedAt: number | null
  readonly pages: number
  /** For how long pages were looked at. */
  readonly engagedMs: number
  readonly channel: string | null
  readonly campaign: JsonObject | null
  readonly landingPage: string | null
}

/**
 * The sessions that a log tells of, in the order of their starts; whether or not a rule rests on sessions. Reads the whole
 * log.
 */
export function pastSessions(log: LogReader, now: number): PastSession[] {
  const sessions = createSessions()
  const found: PastSession[] = []
  for (const { event, session } of eventsOf(log, sessions, now)) {
    if (event.name !== SESSION_ENDED) continue
    // Each is open until the next event is asked for
    const ended = sessions.open.find(({ number }) => number === session)
    if (ended) found.push(toPast(ended, event.at))
  }
  return [...found, ...sessions.open.map((open) => toPast(open, null))].toSorted(
    (a, b) => a.number - b.number,
  )
}

function toPast(
  { number, startedAt, pages, engagedMs, channel, campaign, landingPage }: OpenSession,
  endedAt: number | null,
): PastSession {
  return { number, startedAt, endedAt, pages, engagedMs, channel, campaign, landingPage }
}
