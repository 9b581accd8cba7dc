import { dayOf } from '../../shared/segment/window/day-of.ts'
import { reasonCode } from '../entrance/outcomes.ts'
import { sourceOf } from './event-source.ts'
import { LATE_MS } from './late-ms.ts'
import type { LogRow } from './log-row.ts'

/** For how many days a profile knows what came on each. */
export const INTAKE_DAYS = 31
/** How many sources, and kinds of violations, a day tells apart; what is beyond goes under `other`. */
const MAX_NAMES = 20

/** What became of the messages of one source on one day. */
export interface IntakeCounts {
  accepted: number
  duplicate: number
  quarantined: number
  refused: number
  /** Of the accepted: how many came more than a day after they had happened. */
  late: number
  /** Of the accepted: how many had been set aside before. */
  replayed: number
  /** How many were set aside, by the kind of what was wrong. */
  readonly violations: Record<string, number>
}

/** What came, by the day of its receipt (counted from 1970-01-01 in the site's time zone) and by its source. */
export type Intake = Record<string, Record<string, IntakeCounts>>

/** Enters a row of the log (changes `intake`). What is too old is left out from then on. */
export function noteIntake(intake: Intake, row: LogRow, timezone: string): void {
  const { events, quarantined = [], bySource = {}, replayed = 0, receivedAt } = row
  const hasMore = quarantined.length > 0 || row.bySource !== undefined
  if (events.length === 0 && !hasMore) return
  const today = dayOf(receivedAt, timezone)
  let day = intake[today]
  if (day === undefined) {
    for (const known of Object.keys(intake)) if (Number(known) <= today - INTAKE_DAYS) delete intake[known]
    day = intake[today] = {}
  }
  for (const event of events) {
    const counts = countsOf(day, sourceOf(event))
    counts.accepted += 1
    if (receivedAt - event.at > LATE_MS) counts.late += 1
    // A row is either all replayed or not at all
    if (replayed > 0) counts.replayed += 1
  }
  for (const { reason, source } of quarantined) {
    const counts = countsOf(day, source ?? 'unknown')
    counts.quarantined += 1
    const kind = roomFor(counts.violations, reasonCode(reason))
    counts.violations[kind] = (counts.violations[kind] ?? 0) + 1
  }
  for (const [source, { duplicates = 0, refused = 0 }] of Object.entries(bySource)) {
    const counts = countsOf(day, source)
    counts.duplicate += duplicates
    counts.refused += refused
  }
}

function countsOf(day: Record<string, IntakeCounts>, source: string): IntakeCounts {
  return (day[roomFor(day, source)] ??= {
    accepted: 0,
    duplicate: 0,
    quarantined: 0,
    refused: 0,
    late: 0,
    replayed: 0,
    violations: {},
  })
}

/** A name that counts of its own are kept under. It may be that of a member of every object. */
function roomFor(names: Readonly<Record<string, unknown>>, name: string): string {
  if (Object.hasOwn(names, name)) return name
  const isTaken = name in names || Object.keys(names).length >= MAX_NAMES
  return isTaken ? 'other' : name
}
