import type { Json } from '../../json.ts'
import type { AggregateKind, Entry } from './aggregate.ts'
import { weightOf } from '../leaf/weight.ts'
import { distinctMark, type Fold, ONE_ENTRY } from './fold.ts'

/** Of the values in order the first, or the last. */
export function pickOf(which: 'first' | 'last'): AggregateKind {
  return {
    take: (value) => value ?? undefined,
    most: which === 'last' ? 1 : Infinity,
    prune: which === 'last' ? keepLast : keepEndsOfRuns,
    create() {
      const values: Json[] = []
      let from = 0
      return {
        push: (value) => void values.push(value),
        shift: () => void from++,
        value: () => values[which === 'first' ? from : Math.max(from, values.length - 1)] ?? null,
      }
    },
  }
}

function keepLast(entries: Entry[]): void {
  entries.splice(0, entries.length - 1)
}

/** While the first is followed by one that says the same, it may as well have left already. */
function keepEndsOfRuns(entries: Entry[], place: number): void {
  const value = entries[place]?.[1]
  if (entries[place + 1]?.[1] === value) entries.splice(place, 1)
  else if (entries[place - 1]?.[1] === value) entries.splice(place - 1, 1)
}

/** The value that came most often; of several the one that came last. */
export function mostFrequentOf(): AggregateKind {
  return {
    take: (value) => value ?? undefined,
    create() {
      const counts = new Map<string, Frequency>()
      let total = 0
      return {
        push(value) {
          const mark = distinctMark(value)
          counts.set(mark, { count: (counts.get(mark)?.count ?? 0) + 1, last: total++, value })
        },
        shift(value) {
          const mark = distinctMark(value)
          const kept = counts.get(mark)
          if (kept && kept.count > 1) counts.set(mark, { ...kept, count: kept.count - 1 })
          else counts.delete(mark)
        },
        value: () => best(counts.values()),
      }
    },
  }
}

/** The first or the last value ever. */
export function foldPick(which: 'first' | 'last'): Fold<Json[]> {
  return {
    ...ONE_ENTRY,
    create: () => [],
    add(state, value) {
      if (value !== null && (which === 'last' || state.length === 0)) state[0] = value
    },
    value: ([picked]) => picked ?? null,
  }
}

interface Frequency {
  readonly count: number
  readonly last: number
  readonly value: Json
}

interface FrequencyState {
  /** How many values came so far. */
  total: number
  readonly counts: Record<string, Frequency>
}

/** The value that came most often ever. Keeps a counter for each different value. */
export function foldMostFrequent(): Fold<FrequencyState> {
  return {
    most: Infinity,
    size: ({ counts }) => Object.values(counts).reduce((sum, { value }) => sum + weightOf(value), 0),
    create: () => ({ total: 0, counts: {} }),
    add(state, value) {
      if (value === null) return
      const mark = distinctMark(value)
      const kept = state.counts[mark]
      state.counts[mark] = { count: (kept?.count ?? 0) + 1, last: state.total++, value }
    },
    value: ({ counts }) => best(Object.values(counts)),
  }
}

function best(candidates: Iterable<Frequency>): Json {
  let winner: Frequency | null = null
  for (const candidate of candidates) {
    const ahead = winner === null ? 1 : candidate.count - winner.count || candidate.last - winner.last
    if (ahead > 0) winner = candidate
  }
  return winner?.value ?? null
}
