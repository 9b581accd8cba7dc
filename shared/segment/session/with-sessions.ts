import type { ProfileEvent } from '../../event/profile-event.ts'
import type { LogReader } from '../log-reader.ts'
import { campaignOf } from './campaign-of.ts'
import { countIn } from './count-in.ts'
import { deviceOf } from './device-of.ts'
import { isOtherCampaign } from './is-other-campaign.ts'
import { pageOf } from './page-of.ts'
import { SESSION_ENDED, SESSION_STARTED, sessionEvent } from './session-event.ts'
import { nextSessionEnd, type OpenSession, type Sessions } from './sessions.ts'

/** The events of a log up to an instant, in their order; with the derived ones, where sessions are kept. */
export function* eventsOf(
  log: LogReader,
  sessions: Sessions | null,
  until: number,
  from = -Infinity,
): Generator<SessionedEvent> {
  if (sessions) yield* withSessions(log.scan(-Infinity, until), sessions, until)
  else for (const event of log.scan(from, until)) yield { event, session: null }
}

/** An event and the number of its session; null: it is of none. */
export interface SessionedEvent {
  readonly event: ProfileEvent
  readonly session: number | null
}

/**
 * The events of a log, in their order, and between them the starts and ends of sessions that follow from them.
 *
 * @param sessions What came before; changed as the events are taken.
 * @param until The instant up to which sessions end by time.
 */
function* withSessions(
  events: Iterable<ProfileEvent>,
  sessions: Sessions,
  until: number,
): Generator<SessionedEvent> {
  for (const event of events) {
    yield* endSessions(sessions, event.at - 1)
    yield* enterSession(sessions, event)
  }
  yield* endSessions(sessions, until)
}

/** The sessions that time has ended, up to and at an instant. Each is open until the next event is asked for. */
export function* endSessions(sessions: Sessions, until: number): Generator<SessionedEvent> {
  for (let at = nextSessionEnd(sessions); at <= until; at = nextSessionEnd(sessions)) {
    const [session] = sessions.open
    if (!session) return
    sessions.endedAt = at
    yield { event: sessionEvent(SESSION_ENDED, session, at), session: session.number }
    sessions.open.shift()
  }
}

/**
 * An event that comes next, and before it the end and the start of a session that it brings. Each is yielded before the
 * sessions know of it, so that one who listens sees what was before it.
 */
export function* enterSession(sessions: Sessions, event: ProfileEvent): Generator<SessionedEvent> {
  const device = deviceOf(event)
  if (device === null) {
    yield { event, session: null }
    return
  }
  const { open } = sessions
  const index = open.findIndex((candidate) => candidate.device === device)
  let session = open[index] ?? null
  if (session && isOtherCampaign(session, event)) {
    yield { event: sessionEvent(SESSION_ENDED, session, event.at), session: session.number }
    open.splice(index, 1)
    session = null
  }
  if (!session) {
    session = startSession(sessions.count + 1, device, event)
    yield { event: sessionEvent(SESSION_STARTED, session, event.at), session: session.number }
    sessions.count++
    open.push(session)
  }
  yield { event, session: session.number }
  // The one with the newest event is the current one.
  open.splice(open.indexOf(session), 1)
  open.push(session)
  countIn(session, event)
}

function startSession(number: number, device: string, event: ProfileEvent): OpenSession {
  const landingPage = pageOf(event)
  return {
    number,
    device,
    startedAt: event.at,
    lastAt: event.at,
    pages: 0,
    engagedMs: 0,
    channel: event.channel ?? null,
    campaign: campaignOf(event),
    landingPage,
    landedAt: landingPage === null ? null : event.at,
    engagedByPage: {},
  }
}
