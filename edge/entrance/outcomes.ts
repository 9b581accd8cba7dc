import type { Receipt } from '../../shared/event/index.ts'

/**
 * What became of events and calls that no profile has in its books: how many, by what it was. An event is named by its
 * receipt, `<status>/<reason>`, where the reason is the word before the colon; a call that no profile answered is
 * `call/<reason>`.
 */
export type Outcomes = Record<string, number>

/** The word before the colon of a reason. */
export function reasonCode(reason: string): string {
  return reason.split(':', 1)[0] ?? reason
}

/** The outcomes of receipts that no profile gave. */
export function outcomesOf(receipts: readonly Receipt[]): Outcomes {
  const outcomes: Outcomes = {}
  for (const { status, reason } of receipts) {
    addOutcomes(outcomes, { [`${status}/${reason === undefined ? '' : reasonCode(reason)}`]: 1 })
  }
  return outcomes
}

/** Adds outcomes to others (changes the first). */
export function addOutcomes(to: Outcomes, added: Readonly<Outcomes>): void {
  for (const [name, count] of Object.entries(added)) to[name] = (to[name] ?? 0) + count
}
