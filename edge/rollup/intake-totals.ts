import type { Intake, IntakeCounts } from '../profile/intake.ts'

/** What came to many profiles, by day, by source: as it is kept and sent between objects. */
export type IntakeTotals = Map<number, Map<string, IntakeTotal>>

export type IntakeTotal = Record<Numbers, number> & { readonly violations: Map<string, number> }

type Numbers = Exclude<keyof IntakeCounts, 'violations'>
const NUMBERS: readonly Numbers[] = ['accepted', 'duplicate', 'quarantined', 'refused', 'late', 'replayed']

/** Adds what came to one profile (changes the totals), or with -1 takes it away. */
export function addIntake(totals: IntakeTotals, intake: Intake, sign: 1 | -1): void {
  for (const [day, sources] of Object.entries(intake)) {
    for (const [source, { violations, ...counts }] of Object.entries(sources)) {
      const total = totalOf(totals, Number(day), source)
      add(total, counts, Object.entries(violations), sign)
    }
  }
}

/** Adds other totals (changes the first). */
export function addIntakeTotals(totals: IntakeTotals, added: IntakeTotals): void {
  for (const [day, sources] of added)
    for (const [source, { violations, ...counts }] of sources)
      add(totalOf(totals, day, source), counts, violations, 1)
}

/** The days from one on. */
export function intakeSince(totals: IntakeTotals, day: number): IntakeTotals {
  return new Map([...totals].filter(([candidate]) => candidate >= day))
}

function add(
  total: IntakeTotal,
  counts: Readonly<Record<Numbers, number>>,
  violations: Iterable<readonly [string, number]>,
  sign: 1 | -1,
): void {
  for (const name of NUMBERS) total[name] += counts[name] * sign
  for (const [kind, count] of violations)
    total.violations.set(kind, (total.violations.get(kind) ?? 0) + count * sign)
}

function totalOf(totals: IntakeTotals, day: number, source: string): IntakeTotal {
  let sources = totals.get(day)
  if (sources === undefined) totals.set(day, (sources = new Map()))
  let total = sources.get(source)
  if (total === undefined) {
    total = {
      accepted: 0,
      duplicate: 0,
      quarantined: 0,
      refused: 0,
      late: 0,
      replayed: 0,
      violations: new Map(),
    }
    sources.set(source, total)
  }
  return total
}
