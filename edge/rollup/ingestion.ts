import type { Outcomes } from '../entrance/outcomes.ts'
import type { QuarantineCounts } from '../site/site-quarantine.ts'
import type { IngestionCounts } from './contribution.ts'

/** By why: the word before the colon of a receipt's reason. */
type ByReason = Readonly<Record<string, number>>

/** What became of everything that a site was sent: `received` is the sum of the four after it. */
export interface Ingestion {
  readonly received: number
  readonly accepted: number
  readonly duplicate: number
  readonly quarantined: number
  readonly rejected: number
  /** Of the accepted ones: those that came more than a day after they happened. */
  readonly late: number
  /** Why events were rejected. */
  readonly rejectedFor: ByReason
  /** Events that were answered `retry`, by why: not received, and expected again. */
  readonly retriedFor: ByReason
  /** Calls that no profile answered, by why: bots, no consent, too much, forged ids, a slow profile. */
  readonly callsWithoutProfile: ByReason
}

/** Adds what the site has in its books, and what nobody has, to what the profiles have in theirs. */
export function ingestionOf(
  counts: IngestionCounts,
  waiting: QuarantineCounts,
  outcomes: Outcomes,
): Ingestion {
  const of = (status: string): Record<string, number> =>
    Object.fromEntries(
      Object.entries(outcomes)
        .filter(([name]) => name.startsWith(`${status}/`))
        .map(([name, count]) => [name.slice(status.length + 1), count]),
    )
  const { accepted } = counts
  const duplicate = counts.duplicate + waiting.duplicate
  const quarantined = counts.quarantined + waiting.quarantined
  const rejectedFor = { 'sequence-out-of-range': counts.refused, ...of('rejected') }
  const rejected = sum(rejectedFor)
  return {
    received: accepted + duplicate + quarantined + rejected,
    accepted,
    duplicate,
    quarantined,
    rejected,
    late: counts.late,
    rejectedFor,
    retriedFor: of('retry'),
    callsWithoutProfile: of('call'),
  }
}

function sum(counts: ByReason): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
