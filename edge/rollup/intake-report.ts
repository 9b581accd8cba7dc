import type { IntakeTotal, IntakeTotals } from './intake-totals.ts'

/** What came on each of some days. A list has a number for each of them, the oldest first. */
export interface IntakeReport {
  /** By what sent it, the one that sent most first. */
  readonly sources: readonly SourceReport[]
  /** By what was wrong, the most frequent first. */
  readonly violations: readonly {
    readonly type: string
    readonly source: string
    readonly days: readonly number[]
  }[]
}

export interface SourceReport {
  readonly source: string
  /** The sum of `accepted`, `duplicate`, `quarantined` and `refused`, without what was `replayed`. */
  readonly received: readonly number[]
  readonly accepted: readonly number[]
  readonly duplicate: readonly number[]
  readonly quarantined: readonly number[]
  readonly refused: readonly number[]
  /** Of the accepted: more than a day after they had happened. */
  readonly late: readonly number[]
  /** Of the accepted: those that had been set aside before. */
  readonly replayed: readonly number[]
}

/** Lays totals out over the last days. */
export function intakeReportOf(totals: IntakeTotals, today: number, days: number): IntakeReport {
  const all = Array.from({ length: days }, (_, index) => totals.get(today - days + 1 + index))
  const sources = namesIn(all, (day) => day.keys())
  return {
    sources: sources
      .map((source) => {
        const list = (of: (total: IntakeTotal) => number) =>
          all.map((day) => {
            const total = day?.get(source)
            return total === undefined ? 0 : of(total)
          })
        return {
          source,
          received: list(
            ({ accepted, duplicate, quarantined, refused, replayed }) =>
              accepted + duplicate + quarantined + refused - replayed,
          ),
          accepted: list(({ accepted }) => accepted),
          duplicate: list(({ duplicate }) => duplicate),
          quarantined: list(({ quarantined }) => quarantined),
          refused: list(({ refused }) => refused),
          late: list(({ late }) => late),
          replayed: list(({ replayed }) => replayed),
        }
      })
      .filter(({ received, replayed }) => sumOf(received) + sumOf(replayed) > 0)
      .toSorted((a, b) => sumOf(b.received) - sumOf(a.received) || (a.source < b.source ? -1 : 1)),
    violations: sources
      .flatMap((source) =>
        namesIn(
          all.map((day) => day?.get(source)),
          ({ violations }) => violations.keys(),
        ).map((type) => ({
          type,
          source,
          days: all.map((day) => day?.get(source)?.violations.get(type) ?? 0),
        })),
      )
      .filter(({ days: counts }) => sumOf(counts) > 0)
      .toSorted((a, b) => sumOf(b.days) - sumOf(a.days) || (a.type < b.type ? -1 : 1)),
  }
}

function namesIn<T>(days: readonly (T | undefined)[], names: (day: T) => Iterable<string>): string[] {
  return [...new Set(days.flatMap((day) => (day === undefined ? [] : [...names(day)])))]
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
