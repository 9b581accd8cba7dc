import type { ProfileEvent } from '../../shared/event/index.ts'
import type { LoadedRelease } from '../../shared/release/index.ts'
import type { LogReader } from '../../shared/segment/index.ts'
import { addExactly } from '../../shared/segment/aggregate/exact-sum.ts'
import { compilePath } from '../../shared/segment/where/path.ts'
import type { AskedSlots } from './asked-slots.ts'
import type { Intake } from './intake.ts'
import { LATE_MS } from './late-ms.ts'
import { observe, type Observed } from './observe.ts'

/** The event that says a decision has really been seen: `{ slot, experience, variant }`, `variant` null for a holdout. */
export const EXPOSURE_EVENT = 'Experience Viewed'

/** What a visitor has seen of one variant, and reached after it. */
export interface Exposure {
  readonly slot: string
  readonly experience: string
  /** Null: the visitor was held out. */
  readonly variant: string | null
  views: number
  /** Of the first, by its own time; epoch ms. */
  firstAt: number
  /** By goal. */
  readonly conversions: Record<string, Conversion>
}

export interface Conversion {
  count: number
  /** The sum of their values, in exact parts. */
  readonly value: number[]
}

/** What a visitor adds to the books of the site, beside memberships and receipts; a fold of the log, plain JSON. */
export interface Tally {
  /** When they last did something, epoch ms. */
  seenAt: number
  /** The user id that their last labelled event carried. */
  userId: string | null
  /** How many events came more than a day late. */
  late: number
  readonly exposures: Record<string, Exposure>
  /** What came on each of the last days, by source. */
  readonly intake: Intake
  /** Which events they sent, and what these carried. */
  readonly observed: Observed
  /** Which slots their pages asked for. */
  readonly slots: AskedSlots
}

export function createTally(): Tally {
  return { seenAt: 0, userId: null, late: 0, exposures: {}, intake: {}, observed: {}, slots: {} }
}

/** Enters one event (changes the tally). It is in the log already. */
export function tallyEvent(
  tally: Tally,
  event: ProfileEvent,
  release: LoadedRelease,
  receivedAt: number,
  log: LogReader,
): void {
  tally.seenAt = receivedAt
  if (event.userId !== undefined) tally.userId = event.userId
  if (receivedAt - event.at > LATE_MS) tally.late += 1
  observe(tally.observed, event, receivedAt)
  if (event.name === EXPOSURE_EVENT) see(tally, event, release, log)
  for (const exposure of Object.values(tally.exposures)) {
    if (exposure.firstAt <= event.at) convert(exposure, event, release)
  }
}

/** Only what the release has is counted: anybody can make up a name. */
function see(tally: Tally, event: ProfileEvent, release: LoadedRelease, log: LogReader): void {
  const { slot, experience: id, variant = null } = event.properties ?? {}
  const experience = release.site.experiences.find((candidate) => candidate.id === id)
  if (experience === undefined || experience.slot !== slot) return
  if (variant !== null && !experience.variants.some((candidate) => candidate.id === variant)) return
  // `as`: it is the id of a variant
  const seen = { slot: experience.slot, experience: experience.id, variant: variant as string | null }
  // Ids have no slash, and a holdout no id
  const exposure = (tally.exposures[`${seen.slot}/${seen.experience}/${seen.variant ?? ''}`] ??= {
    ...seen,
    views: 0,
    firstAt: Infinity,
    conversions: {},
  })
  exposure.views += 1
  if (event.at >= exposure.firstAt) return
  // What was reached from here on, and came before this event did, counts as well
  for (const past of log.scan(event.at - 1, exposure.firstAt - 1)) {
    if (past.id !== event.id) convert(exposure, past, release)
  }
  exposure.firstAt = event.at
}

function convert(exposure: Exposure, event: ProfileEvent, { site }: LoadedRelease): void {
  for (const goal of site.goals) {
    if (goal.event !== event.name) continue
    // An id may be that of a member of every object
    if (!Object.hasOwn(exposure.conversions, goal.id)) exposure.conversions[goal.id] = { count: 0, value: [] }
    const conversion = exposure.conversions[goal.id]!
    conversion.count += 1
    const value = goal.value === undefined ? null : compilePath(goal.value)(event)
    if (typeof value === 'number') addExactly(conversion.value, value)
  }
}
