import type { Json } from '../../json.ts'
import type { Op } from '../op.ts'
import type { Aggregate, AggregateKind, Entry } from './aggregate.ts'
import { addExactly, exactSum } from './exact-sum.ts'
import { distinctMark, distinguishableCount } from './fold.ts'
import { numberTest } from './number-test.ts'

/** How many. */
export function countOf(op: Op): AggregateKind {
  const fits = numberTest(op)
  return {
    take: () => 1,
    create() {
      let count = 0
      return {
        push: () => void count++,
        shift: () => void count--,
        holds: () => fits(count),
        value: () => count,
      }
    },
  }
}

/** The sum of the numbers; of none it is 0. */
export function sumOf(op: Op): AggregateKind {
  const fits = numberTest(op)
  return {
    take: onlyNumbers,
    create() {
      const parts: number[] = []
      return {
        push: (value) => addExactly(parts, asNumber(value)),
        shift: (value) => addExactly(parts, -asNumber(value)),
        holds: () => fits(exactSum(parts)),
        value: () => exactSum(parts),
      }
    },
  }
}

/** The average of the numbers; of none there is none, and nothing holds. */
export function averageOf(op: Op): AggregateKind {
  const fits = numberTest(op)
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
        holds: () => count > 0 && fits(exactSum(parts) / count),
        value: () => (count > 0 ? exactSum(parts) / count : null),
      }
    },
  }
}

/** The smallest or the largest of the numbers; of none there is none, and nothing holds. */
export function extremeOf(which: 'min' | 'max', op: Op): AggregateKind {
  const fits = numberTest(op)
  const isBetter = which === 'min' ? (a: number, b: number) => a < b : (a: number, b: number) => a > b
  return {
    take: onlyNumbers,
    prune(entries) {
      let kept = 0
      for (const entry of entries) {
        while (kept > 0 && !isBetter(asNumber(entries[kept - 1]?.[1] ?? null), asNumber(entry[1]))) kept--
        entries[kept++] = entry
      }
      entries.length = kept
    },
    create(): Aggregate {
      // What a newer value beats can never be the extreme again.
      const candidates: number[] = []
      return {
        push(value) {
          const number = asNumber(value)
          // An equal one stays: it is taken out when its own event leaves.
          while (candidates.length > 0 && isBetter(number, candidates.at(-1) ?? Number.NaN)) candidates.pop()
          candidates.push(number)
        },
        shift(value) {
          if (candidates[0] === value) candidates.shift()
        },
        holds: () => candidates[0] !== undefined && fits(candidates[0]),
        value: () => candidates[0] ?? null,
      }
    },
  }
}

/** How many different values, of any kind. */
export function distinctOf(op: Op): AggregateKind {
  const fits = numberTest(op)
  const kept = distinguishableCount(op)
  return {
    take: onlyKnown,
    prune(entries) {
      const newest = new Map<string, Entry>()
      for (const entry of entries) {
        const mark = distinctMark(entry[1])
        newest.delete(mark)
        newest.set(mark, entry)
      }
      entries.splice(0, entries.length, ...[...newest.values()].slice(-kept || newest.size))
    },
    create() {
      const counts = new Map<string, number>()
      return {
        push(value) {
          const text = distinctMark(value)
          counts.set(text, (counts.get(text) ?? 0) + 1)
        },
        shift(value) {
          const text = distinctMark(value)
          const left = (counts.get(text) ?? 0) - 1
          if (left > 0) counts.set(text, left)
          else counts.delete(text)
        },
        holds: () => fits(counts.size),
        value: () => counts.size,
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
