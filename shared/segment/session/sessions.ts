import type { JsonObject } from '../../json.ts'

/** After so long without an event of its device a session is over; an event exactly then still joins it. */
export const SESSION_GAP_MS = 30 * 60_000

/** A session under way. */
export interface OpenSession {
  /** Which of the profile's sessions it is, from 1 on. */
  readonly number: number
  readonly device: string
  readonly startedAt: number
  lastAt: number
  /** How many pages and screens were viewed. */
  pages: number
  /** For how long pages were looked at. */
  engagedMs: number
  /** Of its first event. */
  readonly channel: string | null
  readonly campaign: JsonObject | null
  /** The first page that is known: its address, or a screen's name. */
  landingPage: string | null
  /** When that was come to. */
  landedAt: number | null
  /** For how long each page has been looked at since it was last viewed, by a hash of its address. */
  readonly engagedByPage: Record<string, number>
}

/** What is kept of a profile's sessions: plain JSON. Of those that are over, only how many there were. */
export interface Sessions {
  count: number
  /** At most one a device, those first whose newest event is the oldest. */
  readonly open: OpenSession[]
  /** The instant of the last end that time brought; null: there was none. */
  endedAt: number | null
}

export function createSessions(): Sessions {
  return { count: 0, open: [], endedAt: null }
}

/** Of the open sessions the one with the newest event. */
export function currentSession({ open }: Sessions): OpenSession | null {
  return open.at(-1) ?? null
}

/** The earliest instant at which a session ends if nothing happens; `Infinity`: none is open. */
export function nextSessionEnd(sessions: Sessions | null): number {
  const first = sessions?.open[0]
  return first ? first.lastAt + SESSION_GAP_MS : Infinity
}
