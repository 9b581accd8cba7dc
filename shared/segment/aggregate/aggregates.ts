import type { Json } from '../../json.ts'
import type { Aggregate, AggregateKind } from './aggregate.ts'
import { addExactly, exactSum } from './exact-sum.ts'
import { distinctMark } from './fold.ts'

/** How many. */
export function countOf(): AggregateKind {
  return {
    take: () => 1,
    create() {
      let count = 0
      return {
        push: () => void count++,
        shift: () => void count--,
        value: () => count,
      }
    },
  }
}

/** The sum of the numbers; of none it is 0. */
export function sumOf(): AggregateKind {
  return {
    take: onlyNumbers,
    create() {
      const parts: number[] = []
      return {
        push: (value) => addExactly(parts, asNumber(value)),
        shift: (value) => addExactly(parts, -asNumber(value)),
        value: () => exactSum(parts),
      }
    },
  }
}

/** The average of the numbers; of none there is none. */
export function averageOf(): AggregateKind {
  return {
    take: onlyNumbers,
    create() {
      const parts: number[] = []
      let count = 0
      return {
        push(value) {
          addExactly(parts, asNumber(value))
          count++
        },
        shift(value) {
          addExactly(parts, -asNumber(value))
          count--
        },
        value: () => (count > 0 ? exactSum(parts) / count : null),
      }
    },
  }
}

/** The smallest or the largest of the numbers; of none there is none. */
export function extremeOf(which: 'min' | 'max'): AggregateKind {
  const isBetter = which === 'min' ? (a: number, b: number) => a < b : (a: number, b: number) => a > b
  return {
    take: onlyNumbers,
    prune(entries, place) {
      const numberAt = (index: number) => asNumber(entries[index]?.[1] ?? null)
      const isBeaten = place + 1 < entries.length && !isBetter(numberAt(place), numberAt(place + 1))
      let from = place
      while (!isBeaten && from > 0 && !isBetter(numberAt(from - 1), numberAt(place))) from--
      entries.splice(from, isBeaten ? 1 : place - from)
    },
    create(): Aggregate {
      // What a newer value beats can never be the extreme again.
      const candidates: number[] = []
      let from = 0
      return {
        push(value) {
          const number = asNumber(value)
          // An equal one stays: it is taken out when its own event leaves.
          while (candidates.length > from && isBetter(number, candidates.at(-1) ?? Number.NaN))
            candidates.pop()
          candidates.push(number)
        },
        shift(value) {
          if (candidates[from] === value) from++
        },
        value: () => candidates[from] ?? null,
      }
    },
  }
}

/** How many different values, of any kind; counted are the `most` newest. */
export function distinctCountOf(most: number): AggregateKind {
  const kind = distinctOf(most, String, ({ size }) => size)
  // Of the values themselves nothing is asked.
  return { ...kind, take: (value) => (value === null ? undefined : distinctMark(value)) }
}

/** The different values, of any kind, the newest first; at most the `most` newest. */
export function distinctListOf(most: number): AggregateKind {
  return distinctOf(most, distinctMark, (counts) =>
    Array.from(counts.values(), ({ value }) => value)
      .toReversed()
      .slice(0, most),
  )
}

/** By mark how often each different value is there, in the order of their newest events. */
type Counts = Map<string, { readonly count: number; readonly value: Json }>

function distinctOf(
  most: number,
  markOf: (value: Json) => string,
  show: (counts: Counts) => Json,
): AggregateKind {
  return {
    take: onlyKnown,
    most,
    prune(entries, place) {
      const mark = markOf(entries[place]?.[1] ?? null)
      const other = entries.findIndex(([, value], index) => index !== place && markOf(value) === mark)
      if (other !== -1) entries.splice(Math.min(other, place), 1)
      if (entries.length > most) entries.splice(0, entries.length - most)
    },
    create() {
      const counts: Counts = new Map()
      return {
        push(value) {
          const mark = markOf(value)
          const count = (counts.get(mark)?.count ?? 0) + 1
          counts.delete(mark)
          counts.set(mark, { count, value })
        },
        shift(value) {
          const mark = markOf(value)
          const count = (counts.get(mark)?.count ?? 0) - 1
          if (count > 0) counts.set(mark, { count, value })
          else counts.delete(mark)
        },
        value: () => show(counts),
      }
    },
  }
}

function onlyNumbers(value: Json): Json | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function onlyKnown(value: Json): Json | undefined {
  return value ?? undefined
}

/** `take` lets nothing else in. */
function asNumber(value: Json): number {
  return typeof value === 'number' ? value : 0
}
