import { compareEvents } from '../../shared/event/index.ts'
import type { LogRow } from './log-row.ts'
import type { ReadRows } from './profile-state.ts'

/** Reads rows that are in memory, all of them: for those who go through the log again and again. */
export function rowsInMemory(rows: readonly LogRow[]): ReadRows {
  const events = rows.flatMap((row) => row.events).toSorted(compareEvents)
  const changes = rows.flatMap(({ receivedAt: at, facts }) => (facts ? [{ at, facts }] : []))
  return {
    events: (from, to) => events.slice(firstAfter(events, from), firstAfter(events, to)),
    facts: (from, to) => changes.slice(firstAfter(changes, from), firstAfter(changes, to)),
  }
}

/** The index of the first entry after an instant; they are in the order of time. */
function firstAfter(entries: readonly { readonly at: number }[], instant: number): number {
  let from = 0
  let to = entries.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (entries[middle]!.at <= instant) from = middle + 1
    else to = middle
  }
  return from
}
