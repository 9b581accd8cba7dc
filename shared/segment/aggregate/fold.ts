import type { Json } from '../../json.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { contentHash } from '../content-hash.ts'
import type { Op } from '../op.ts'
import { addExactly, exactSum } from './exact-sum.ts'

/** An aggregate that only grows; its state is plain JSON. */
export interface Fold<S extends object> {
  /** How many entries it keeps at the most; `Infinity`: as many as there are values. */
  readonly most: number
  size(state: S): number
  create(): S
  add(state: S, value: Json): void
  /** What is made of the values; null: nothing can be. */
  value(state: S): Json
}

/** What keeps its result and nothing else. */
export const ONE_ENTRY = { most: 1, size: () => 1 } as const

interface SumState {
  count: number
  readonly parts: number[]
}

/** How many. */
export function foldCount(): Fold<[count: number]> {
  return {
    ...ONE_ENTRY,
    create: () => [0],
    add: (state) => void state[0]++,
    value: ([count]) => count,
  }
}

/** The sum of the numbers; of none it is 0. */
export function foldSum(): Fold<SumState> {
  return {
    ...ONE_ENTRY,
    create: () => ({ count: 0, parts: [] }),
    add: addNumber,
    value: ({ parts }) => exactSum(parts),
  }
}

/** The average of the numbers; of none there is none. */
export function foldAverage(): Fold<SumState> {
  return {
    ...ONE_ENTRY,
    create: () => ({ count: 0, parts: [] }),
    add: addNumber,
    value: ({ count, parts }) => (count > 0 ? exactSum(parts) / count : null),
  }
}

function addNumber(state: SumState, value: Json) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return
  state.count++
  addExactly(state.parts, value)
}

/** The smallest or the largest of the numbers; of none there is none. */
export function foldExtreme(which: 'min' | 'max'): Fold<number[]> {
  const better = which === 'min' ? Math.min : Math.max
  return {
    ...ONE_ENTRY,
    create: () => [],
    add(state, value) {
      if (typeof value === 'number' && Number.isFinite(value)) state[0] = better(state[0] ?? value, value)
    },
    value: ([extreme]) => extreme ?? null,
  }
}

/** How many different values. Keeps and counts no more than `most` of them. */
export function foldDistinctCount(most: number): Fold<string[]> {
  return {
    most,
    size: ({ length }) => length,
    create: () => [],
    add(state, value) {
      if (value === null || state.length >= most) return
      const mark = distinctMark(value)
      if (!state.includes(mark)) state.push(mark)
    },
    value: (state) => state.length,
  }
}

/** The different values, the newest first. Keeps the `most` newest. */
export function foldDistinctList(most: number): Fold<Json[]> {
  return {
    most,
    size: ({ length }) => length,
    create: () => [],
    add(state, value) {
      if (value === null) return
      const mark = distinctMark(value)
      const known = state.findIndex((other) => distinctMark(other) === mark)
      if (known !== -1) state.splice(known, 1)
      state.unshift(value)
      if (state.length > most) state.pop()
    },
    value: (state) => [...state],
  }
}

/** A short text that is the same for equal values. */
export function distinctMark(value: Json): string {
  const text = canonicalJson(value)
  return text.length > 16 ? contentHash(text) : text
}

/** The smallest whole number from which on a comparison of counts gives one and the same answer. */
export function distinguishableCount(op: Op): number {
  if ('gte' in op) return Math.max(0, Math.ceil(op.gte))
  if ('lt' in op) return Math.max(0, Math.ceil(op.lt))
  const bound =
    'gt' in op ? op.gt : 'lte' in op ? op.lte : 'eq' in op ? op.eq : 'ne' in op ? op.ne : op.between[1]
  return Math.max(0, Math.floor(bound) + 1)
}
