import type { SeenCall } from '../../shared/event/index.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log-failure.ts'
import { inTime } from '../object/in-time.ts'
import { entranceObject } from './entrance-object.ts'
import { addOutcomes, type Outcomes } from './outcomes.ts'
import type { Report } from './report.ts'

/** How often, at most, an isolate tells a site's entrance something, or asks whether somebody watches, while nobody does. */
const EVERY_MS = 10_000
/** How long an entrance may take to answer. */
const LIMIT_MS = 3_000
/** The most calls that are shown in one report; the others are counted. */
const MAX_SHOWN = 20

/** What one call comes to, for the entrance of its site. */
export interface Entry {
  /** What no profile has in its books. */
  readonly outcomes: Outcomes
  readonly events: number
  /** How long the site has its sums gathered: never longer here. */
  readonly everyMs: number
  /** Made only where somebody may see it. */
  readonly seen: () => SeenCall
}

/** What an isolate has gathered for one site. */
interface Gathered {
  outcomes: Outcomes
  calls: number
  events: number
  shown: SeenCall[]
  isReporting: boolean
  /** Until when to show what comes; epoch ms. */
  watchedUntil: number
  everyMs: number
  /** Not to report earlier while nobody watches; epoch ms. */
  nextAt: number
}

const gathered = new Map<string, Gathered>()
let isolate: string | null = null

/**
 * Tells a site's entrance of a call, behind its answer. What is told is gathered in the isolate's memory, and lost with it:
 * the best that can be done without a row for each call. While nobody watches and every call has its profile, this is a
 * look at the clock, and a question every ten seconds; a call that asks is shown if the answer is yes.
 */
export function reportCall(
  env: Env,
  site: string,
  waitUntil: (promise: Promise<unknown>) => void,
  { outcomes, events, everyMs, seen }: Entry,
): void {
  const now = Date.now()
  const into = gatheredOf(site)
  addOutcomes(into.outcomes, outcomes)
  const isWatched = now < into.watchedUntil
  const isDue = now >= into.nextAt
  if (isWatched || isDue) {
    into.calls += 1
    into.events += events
    if (into.shown.length < MAX_SHOWN) into.shown.push(seen())
  } else if (!hasMembers(into.outcomes)) return
  if (into.isReporting) return
  into.isReporting = true
  const delayMs = isWatched ? into.everyMs : Math.max(0, into.nextAt - now)
  waitUntil(report(env, site, into, delayMs, Math.min(everyMs, EVERY_MS)))
}

async function report(
  env: Env,
  site: string,
  from: Gathered,
  delayMs: number,
  pauseMs: number,
): Promise<void> {
  if (delayMs > 0) await scheduler.wait(delayMs)
  const { outcomes, calls, events, shown } = from
  Object.assign(from, { outcomes: {}, calls: 0, events: 0, shown: [], isReporting: false })
  from.nextAt = Date.now() + pauseMs
  isolate ??= crypto.randomUUID()
  const told: Report = { from: isolate, outcomes, calls, events, shown }
  try {
    const { forMs, everyMs } = await inTime(entranceObject(env, site).report(JSON.stringify(told)), LIMIT_MS)
    from.watchedUntil = forMs === 0 ? 0 : Date.now() + forMs
    from.everyMs = everyMs
  } catch (error) {
    // What was counted is told the next time; whether it was taken is not known
    addOutcomes(from.outcomes, outcomes)
    logFailure('the entrance of a site did not answer', error)
  }
}

function gatheredOf(site: string): Gathered {
  let entry = gathered.get(site)
  if (entry === undefined) {
    entry = {
      outcomes: {},
      calls: 0,
      events: 0,
      shown: [],
      isReporting: false,
      watchedUntil: 0,
      everyMs: 0,
      nextAt: 0,
    }
    gathered.set(site, entry)
  }
  return entry
}

function hasMembers(record: object): boolean {
  for (const _ in record) return true
  return false
}
