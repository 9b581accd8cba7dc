import type { Json } from '../../json.ts'
import type { AggregateKind, Entry } from './aggregate.ts'
import { distinctMark, type Fold } from './fold.ts'

/** Of the events in order the first, or the last, is one that fits. The values say of each event whether it does. */
export function pickOf(which: 'first' | 'last'): AggregateKind {
  return {
    take: (value) => value ?? undefined,
    prune: which === 'last' ? keepLast : keepEndsOfRuns,
    create() {
      const values: Json[] = []
      return {
        push: (value) => void values.push(value),
        shift: () => void values.shift(),
        holds: () => (which === 'first' ? values[0] : values.at(-1)) === true,
        value: () => (which === 'first' ? values[0] : values.at(-1)) ?? null,
      }
    },
  }
}

function keepLast(entries: Entry[]): void {
  entries.splice(0, entries.length - 1)
}

/** While the first is followed by one that says the same, it may as well have left already. */
function keepEndsOfRuns(entries: Entry[]): void {
  const ends = entries.filter(([, value], index) => entries[index + 1]?.[1] !== value)
  entries.splice(0, entries.length, ...ends)
}

/** The value that came most often fits; of several the one that came last. */
export function mostFrequentOf(fits: (value: Json) => boolean): AggregateKind {
  return {
    take: (value) => value ?? undefined,
    create() {
      const values: Json[] = []
      const winner = () => {
        const counts = new Map<string, { count: number; last: number; value: Json }>()
        for (const [index, value] of values.entries()) {
          const mark = distinctMark(value)
          counts.set(mark, { count: (counts.get(mark)?.count ?? 0) + 1, last: index, value })
        }
        return best(counts.values())
      }
      return {
        push: (value) => void values.push(value),
        shift: () => void values.shift(),
        holds() {
          const value = winner()
          return value !== null && fits(value)
        },
        value: winner,
      }
    },
  }
}

/** The first or the last event ever is one that fits. */
export function foldPick(which: 'first' | 'last'): Fold<boolean[]> {
  return {
    create: () => [],
    add(state, value) {
      if (value !== null && (which === 'last' || state.length === 0)) state[0] = value === true
    },
    holds: ([picked]) => picked === true,
    value: ([picked]) => picked ?? null,
  }
}

interface FrequencyState {
  /** How many values came so far. */
  total: number
  readonly counts: Record<string, { count: number; last: number; value: Json }>
}

/** The value that came most often ever fits. Keeps a counter for each different value. */
export function foldMostFrequent(fits: (value: Json) => boolean): Fold<FrequencyState> {
  return {
    create: () => ({ total: 0, counts: {} }),
    add(state, value) {
      if (value === null) return
      const mark = distinctMark(value)
      const kept = state.counts[mark]
      state.counts[mark] = { count: (kept?.count ?? 0) + 1, last: state.total++, value }
    },
    holds({ counts }) {
      const value = best(Object.values(counts))
      return value !== null && fits(value)
    },
    value: ({ counts }) => best(Object.values(counts)),
  }
}

function best(candidates: Iterable<{ count: number; last: number; value: Json }>): Json {
  let winner: { count: number; last: number; value: Json } | null = null
  for (const candidate of candidates) {
    const ahead = winner === null ? 1 : candidate.count - winner.count || candidate.last - winner.last
    if (ahead > 0) winner = candidate
  }
  return winner?.value ?? null
}
