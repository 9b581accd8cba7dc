import type { ProfileEvent } from '../../event/profile-event.ts'
import { contentHash } from '../content-hash.ts'
import { compilePath } from '../where/path.ts'
import { pageOf } from './page-of.ts'
import type { OpenSession } from './sessions.ts'

/** Tells for how long a page has been looked at since it was viewed: at 10, 30, 60 and 120 seconds. */
const PAGE_ENGAGED = 'Page Engaged'

/** Of so many pages it is remembered how long each was looked at; the one first heard of is forgotten for the next. */
const MOST_PAGES = 32

const readSeconds = compilePath('properties.seconds')

/** Does an event say the same of its session wherever among the others it stands, but for the first? */
export function countsAnywhere({ landedAt, engagedMs }: OpenSession, event: ProfileEvent): boolean {
  if (landedAt !== null && event.at <= landedAt && pageOf(event) !== null) return false
  // The seconds of a page belong to the view before them.
  return event.name !== PAGE_ENGAGED && (engagedMs === 0 || !isView(event))
}

/** Takes an event into its session's numbers (changes it). */
export function countIn(session: OpenSession, event: ProfileEvent): void {
  const page = pageOf(event)
  session.lastAt = Math.max(session.lastAt, event.at)
  if (session.landingPage === null && page !== null) {
    session.landingPage = page
    session.landedAt = event.at
  }
  const { engagedByPage } = session
  const key = page === null ? '' : contentHash(page)
  if (isView(event)) {
    session.pages++
    // Looked at once more: its seconds begin again.
    delete engagedByPage[key]
  }
  if (event.name !== PAGE_ENGAGED) return
  const seconds = readSeconds(event)
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return
  // The seconds of one view include those that were told of it before.
  const engagedMs = Math.round(seconds * 1000)
  const before = engagedByPage[key] ?? 0
  if (engagedMs <= before) return
  session.engagedMs += engagedMs - before
  const [oldest] = Object.keys(engagedByPage)
  if (before === 0 && oldest !== undefined && Object.keys(engagedByPage).length >= MOST_PAGES)
    delete engagedByPage[oldest]
  engagedByPage[key] = engagedMs
}

function isView({ type }: ProfileEvent): boolean {
  return type === 'page' || type === 'screen'
}
